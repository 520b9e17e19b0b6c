// Prose that tells the reader what to do, told apart from prose to draw on.
//
// A sentence instructs when it begins with an imperative verb ("Return only …"), speaks of duty ("must", "never", "do not"), or addresses the
// reader ("you are", "your task"). A paragraph instructs when at least one sentence in four does. Only those who may instruct are asked:
// what a tool returns, or the assistant says, is matter, however it is worded.

extension TextLines {
    /// Whether the prose of lines `range` gives instructions. Cost: linear in its bytes.
    func instructs(_ range: Range<Int>) -> Bool {
        if isLookedUpDocument(range.lowerBound) { return false }
        var sentences = 0, instructing = 0
        var words = 0, sentenceInstructs = false
        func endSentence() {
            if words >= 2 || sentenceInstructs {
                sentences += 1
                if sentenceInstructs { instructing += 1 }
            }
            (words, sentenceInstructs) = (0, false)
        }
        var before: [UInt8] = []
        for index in range {
            let line = lines[index]
            // An item, a heading and a label each begin anew.
            if isListItem(index) || isHeading(index) { endSentence() }
            var at = line.first
            while at < line.end {
                let byte = bytes[at]
                guard isLetter(byte) || byte >= 0x80 else {
                    if byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x3A, at + 1 >= line.end || isBlankByte(bytes[at + 1]) {
                        endSentence()
                    }
                    at += 1
                    continue
                }
                let start = at
                // A name in backticks is no verb, and a label is none.
                let isName = start > line.first && bytes[start - 1] == 0x60
                while at < line.end, isLetter(bytes[at]) || bytes[at] == 0x27 || bytes[at] >= 0x80 { at += 1 }
                guard at - start <= 12 else {
                    (words, before) = (words + 1, [])
                    continue
                }
                let word = bytes[start..<at].map { isUpper($0) ? $0 | 0x20 : $0 }
                let isLabel = at < line.end && bytes[at] == 0x3A
                if words == 0, !isName, !isLabel, Self.imperatives.contains(word) { sentenceInstructs = true }
                if Self.duties.contains(word) { sentenceInstructs = true }
                if Self.duties.contains(before + [0x20] + word) { sentenceInstructs = true }
                // "Please" and "then" may stand before the verb.
                if words > 0 || !Self.openers.contains(word) { words += 1 }
                before = word
            }
            before = []
        }
        endSentence()
        return instructing > 0 && instructing * 4 >= sentences
    }

    /// `Document [3] (Title: …)` and its like head matter that was looked up.
    func isLookedUpDocument(_ index: Int) -> Bool {
        let text = head(index)
        guard
            text.starts(with: "Document [") || text.starts(with: "Passage ") || text.starts(with: "[Document ")
                || text.starts(with: "Source [")
        else {
            return false
        }
        return text.prefix(24).contains(where: isDigit)
    }

    private static func words(_ text: String) -> Set<[UInt8]> { Set(text.split(separator: ",").map { Array($0.utf8) }) }

    private static let openers = words("please,then,first,next,finally,also,now,and,but,always,carefully,simply,just")

    private static let duties = words(
        """
        must,never,please,always,shall,do not,don't,don’t,should not,shouldn't,should only,you are,you're,you will,you should,you can,you may,\
        you need,your task,your job,your goal,your role,your answer,your response,your output,make sure,be sure,be concise,be brief,\
        not allowed,no need,only use,only if,act as,i want,i need,need you,want you,you have,if you,instead of,at most,at least,if unsure,can you,\
        could you,would you
        """)

    private static let imperatives = words(
        """
        act,add,adopt,analyze,analyse,answer,apply,ask,assess,assume,avoid,begin,build,calculate,change,check,choose,cite,classify,collect,\
        combine,compare,complete,compute,conduct,consider,continue,convert,correct,count,create,define,deny,describe,design,determine,develop,\
        discuss,display,do,don't,don’t,draft,edit,ensure,estimate,evaluate,examine,explain,express,extract,fill,find,fix,focus,follow,format,\
        generate,give,highlight,identify,ignore,implement,improve,include,infer,keep,let's,limit,list,look,make,mention,merge,move,name,never,\
        note,obtain,offer,only,output,parse,perform,pick,predict,prefer,present,print,produce,propose,provide,put,rank,read,recommend,refer,refuse,\
        remember,remove,rename,reply,replace,report,rephrase,respond,return,review,rewrite,run,say,search,select,send,set,show,skip,solve,sort,\
        split,start,state,stop,submit,suggest,summarize,summarise,take,tell,test,think,transfer,translate,treat,try,update,use,verify,wait,walk,\
        work,wrap,write
        """)
}
