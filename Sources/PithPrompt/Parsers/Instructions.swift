// Prose that tells the reader what to do, told apart from prose to draw on.
//
// A sentence instructs when it begins with an imperative verb ("Return only …"), speaks of duty ("must", "never", "do not"), or addresses the
// reader ("you are", "your task"). A paragraph instructs when at least one sentence in four does. Only those who may instruct are asked:
// what a tool returns, or the assistant says, is matter, however it is worded.
//
// Words are compared by their hashes, which are made while the text is read: nothing is copied.

import PithSystem

extension TextLines {
    /// Whether the prose of lines `range` gives instructions. Cost: linear in its bytes.
    func instructs(_ range: Range<Int>) -> Bool {
        if isLookedUpDocument(range.lowerBound) { return false }
        let words = InstructionWords.shared
        var sentences = SentenceTally()
        for index in range {
            let line = lines[index]
            // An item, a heading and a line's label each begin anew.
            if isListItem(index) || isHeading(index) { sentences.end() }
            var at = line.first
            func pass(upTo end: Int) {
                while at < end {
                    let byte = bytes[at]
                    let closes = byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x3A
                    if closes, at + 1 >= line.end || bytes[at + 1].isBlank { sentences.end() }
                    at += 1
                }
            }
            forEachRun(of: wordBytes, in: bytes, line.first..<line.end) { run in
                // Words may hold apostrophes, and begin with none.
                var start = run.lowerBound
                while start < run.upperBound, bytes[start] == 0x27 { start += 1 }
                guard start < run.upperBound else { return run.upperBound }
                pass(upTo: start)
                at = run.upperBound
                // Within a sentence few words tell anything.
                if sentences.listensForDuty, !mayBeAmong(words.dutyLengths, start..<at, in: bytes) {
                    sentences.pass()
                } else {
                    // A name in backticks is no verb, and a label (`Name: …`) is none.
                    let isName = (start > line.first && bytes[start - 1] == 0x60) || (at < line.end && bytes[at] == 0x3A)
                    sentences.add(WordHash(start..<at, of: bytes), isName: isName)
                }
                return run.upperBound
            }
            pass(upTo: line.end)
            sentences.breakLine()
        }
        sentences.end()
        return sentences.instructing > 0 && sentences.instructing * 4 >= sentences.count
    }

    /// Whether lines `range` put a short question.
    func asks(_ range: Range<Int>) -> Bool {
        tail(range.upperBound - 1).last == 0x3F && lines[range.upperBound - 1].end - lines[range.lowerBound].first <= 400
    }

    /// `Document [3] (Title: …)` and its like head matter that was looked up.
    func isLookedUpDocument(_ index: Int) -> Bool {
        let text = head(index)
        guard let first = text.first, first == 0x44 || first == 0x50 || first == 0x5B || first == 0x53 else { return false }
        if text.begins(with: "Document (Title") { return true }
        let openings: [StaticString] = ["Document [", "Document ", "Passage ", "Passage [", "[Document ", "Source ["]
        guard openings.contains(where: text.begins) else { return false }
        return text.prefix(24).contains(where: \.isDigit)
    }
}

/// Whether a sentence begins with an order: "- Return only …", "Then close the file". Cost: that of its first words.
package func opensWithImperative(_ sentence: ArraySlice<UInt8>) -> Bool {
    var at = sentence.firstIndex { $0.isLetter || $0 >= 0x80 || $0 == 0x60 } ?? sentence.endIndex
    while at < sentence.endIndex, sentence[at].isLetter || sentence[at] >= 0x80 {
        let start = at
        var hash = WordHash()
        while at < sentence.endIndex, sentence[at].isLetter || sentence[at] == 0x27 || sentence[at] >= 0x80 {
            hash.add(sentence[at])
            at += 1
        }
        let isLabel = at < sentence.endIndex && sentence[at] == 0x3A
        let words = InstructionWords.shared, roles = words.roles(of: hash)
        if roles.contains(.imperative) || roles.contains(.stepVerb) {
            let next = sentence[at...].drop(while: { !$0.isLetter }).prefix(while: \.isLetter)
            var follower = WordHash()
            for byte in next { follower.add(byte) }
            return !isLabel && !(start > sentence.startIndex && sentence[start - 1] == 0x60)
                && !words.roles(of: follower).contains(.verbFollower)
        }
        guard roles.contains(.opener) else { return false }
        at = sentence[at...].firstIndex { $0.isLetter || $0 >= 0x80 || $0 == 0x60 } ?? sentence.endIndex
    }
    return false
}

/// What words are made of, apostrophes with them.
private let wordBytes = ByteSet { $0.isLetter || $0 >= 0x80 || $0 == 0x27 }

/// Counts sentences, and those that instruct.
private struct SentenceTally {
    private let words = InstructionWords.shared
    private(set) var count = 0
    private(set) var instructing = 0
    private var wordCount = 0
    private var startsWithVerb = false
    private var instructs = false
    /// The word before, where it begins a phrase of duty.
    private var before: WordHash?

    /// Whether the next word counts for nothing unless it speaks of duty, or begins a phrase that does.
    var listensForDuty: Bool { wordCount > 1 && before == nil }

    /// Takes a word that does not.
    mutating func pass() { wordCount += 1 }

    mutating func add(_ word: WordHash, isName: Bool) {
        let roles = words.roles(of: word)
        if wordCount == 0 {
            startsWithVerb = !isName && roles.contains(.imperative)
        } else if wordCount == 1, startsWithVerb, roles.contains(.verbFollower) {
            // "Output of …", "Use is …": it was a noun.
            startsWithVerb = false
        }
        if roles.contains(.duty) || before.map({ words.roles(of: $0.joined(word)).contains(.duty) }) == true { instructs = true }
        // "Please" and "then" may stand before the verb.
        if wordCount > 0 || !roles.contains(.opener) { wordCount += 1 }
        before = roles.contains(.dutyBeginning) ? word : nil
    }

    mutating func breakLine() { before = nil }

    mutating func end() {
        if wordCount >= 2 || instructs {
            count += 1
            if instructs || startsWithVerb { instructing += 1 }
        }
        (wordCount, startsWithVerb, instructs, before) = (0, false, false, nil)
    }
}

/// FNV-1a over a word's bytes, capital letters made small.
private struct WordHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(_ word: Range<Int>, of bytes: [UInt8]) { for byte in bytes[word] { add(byte) } }

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte.isCapital ? byte | 0x20 : byte)) &* 0x100_0000_01b3 }

    /// The hash of this word and `next` with a space between them.
    func joined(_ next: WordHash) -> WordHash {
        var both = self
        both.add(0x20)
        both.value = (both.value ^ next.value) &* 0x100_0000_01b3
        return both
    }
}

/// What a word, or a phrase of two, tells of a sentence.
private struct WordRoles: OptionSet {
    let rawValue: UInt8
    static let imperative = WordRoles(rawValue: 1)
    static let stepVerb = WordRoles(rawValue: 2)
    static let opener = WordRoles(rawValue: 4)
    static let verbFollower = WordRoles(rawValue: 8)
    static let duty = WordRoles(rawValue: 16)
    /// The first word of a phrase of duty.
    static let dutyBeginning = WordRoles(rawValue: 32)
}

/// The roles of words by their hashes, in a table that is at most half full, each at the first free place from its own on: most words have none.
private struct InstructionWords {
    static let shared = InstructionWords()

    private struct Place {
        var hash: UInt64 = 0
        var roles: WordRoles = []
    }

    private var places: [Place]
    /// How words of duty begin, and how long they are, the first words of phrases with them.
    private(set) var dutyLengths = noWordLengths

    private init() {
        // They have seven bytes each with their commas; of a phrase the first word takes a place, too.
        let byteCount = imperatives.utf8.count + stepVerbs.utf8.count + openers.utf8.count + verbFollowers.utf8.count + duties.utf8.count
        var size = 4
        while size < byteCount / 3 { size *= 2 }
        places = Array(repeating: Place(), count: size)
        add(imperatives, .imperative)
        add(stepVerbs, .stepVerb)
        add(openers, .opener)
        add(verbFollowers, .verbFollower)
        add(duties, .duty)
        for phrase in Array(duties.utf8).split(separator: 0x2C) { noteLength(of: phrase.prefix { $0 != 0x20 }, in: &dutyLengths) }
    }

    /// Adds the words and phrases of a list, separated by commas.
    private mutating func add(_ list: String, _ role: WordRoles) {
        var phrase: WordHash?
        var word = WordHash()
        for byte in list.utf8 {
            switch byte {
            case 0x20:
                if phrase == nil { add(word, .dutyBeginning) }
                (phrase, word) = (phrase?.joined(word) ?? word, WordHash())
            case 0x2C:
                add(phrase?.joined(word) ?? word, role)
                (phrase, word) = (nil, WordHash())
            default: word.add(byte)
            }
        }
        add(phrase?.joined(word) ?? word, role)
    }

    private mutating func add(_ word: WordHash, _ role: WordRoles) {
        let place = place(of: word)
        places[place] = Place(hash: word.value, roles: places[place].roles.union(role))
    }

    func roles(of word: WordHash) -> WordRoles { places[place(of: word)].roles }

    private func place(of word: WordHash) -> Int {
        var at = Int(truncatingIfNeeded: word.value) & (places.count - 1)
        while places[at].hash != 0, places[at].hash != word.value { at = (at + 1) & (places.count - 1) }
        return at
    }
}

/// Verbs that open the steps of manuals; by themselves they make no paragraph an instruction.
private let stepVerbs: String =
    """
    back,cancel,clean,clear,click,close,commit,configure,connect,contact,copy,delete,deploy,disable,disconnect,download,drain,drop,email,enable,export,\
    import,initialise,initialize,install,kill,link,load,lock,log,mount,pass,paste,press,pull,push,reboot,release,reset,restart,restore,retry,revert,\
    scroll,shut,sign,store,supply,switch,touch,type,uninstall,unload,unlock,unmount,upgrade,upload
    """

private let openers: String = "please,then,first,next,finally,also,now,and,but,always,carefully,simply,just"

private let verbFollowers: String = "of,is,are,was,were,has,have,had,will,would,can,could,should,may,might,from,and,or"

/// Single words and pairs that speak of duty or to the reader.
private let duties: String =
    """
    must,please,shall,do not,don't,don’t,should not,shouldn't,should only,you are,you're,you will,you should,you can,you may,you need,\
    you have,if you,you never,your task,your job,your goal,your role,your answer,your response,your output,your name,make sure,be sure,be concise,be brief,\
    not allowed,no need,only use,only if,act as,i want,i need,need you,want you,instead of,at most,at least,if unsure,can you,could you,would you,\
    feel free,as follows,the following,take care,note that,step by
    """

private let imperatives: String =
    """
    act,add,adopt,advise,aim,allow,always,analyse,analyze,answer,append,apply,arrange,ask,assess,assign,assist,assume,avoid,be,begin,book,break,\
    build,calculate,call,capture,change,check,choose,cite,clarify,classify,collect,combine,compare,complete,compute,conduct,confirm,consider,\
    continue,convert,correct,count,cover,create,define,deliver,deny,describe,design,detect,determine,develop,discuss,display,divide,do,don't,\
    don’t,draft,edit,elaborate,emphasize,ensure,enter,estimate,evaluate,examine,exclude,execute,expand,explain,express,extract,fetch,fill,find,\
    fix,focus,follow,format,gather,generate,get,give,go,group,guess,guide,handle,help,highlight,identify,ignore,imagine,implement,improve,include,\
    incorporate,indicate,infer,insert,inspect,introduce,investigate,judge,keep,label,leave,let,let's,limit,list,locate,look,maintain,make,map,\
    mark,match,maximize,mention,merge,minimize,modify,move,name,never,normalize,note,obtain,offer,omit,only,open,optimize,organize,outline,output,\
    paraphrase,parse,pay,perform,pick,plan,play,predict,prefer,present,preserve,print,prioritize,produce,proofread,propose,provide,put,quote,rank,\
    rate,read,recommend,refer,reflect,refuse,remember,remove,rename,reorder,repeat,rephrase,replace,reply,report,request,resolve,respond,restate,\
    retrieve,return,review,revise,rewrite,run,save,say,scan,score,search,select,send,set,show,simplify,skip,solve,sort,specify,split,start,state,\
    stay,stop,structure,submit,suggest,summarise,summarize,take,tell,test,think,trace,transfer,transform,translate,treat,try,turn,update,use,\
    validate,verify,wait,walk,work,wrap,write
    """
