// The words that the extractor knows, as plain lists: to teach it a word, add it here and a case to Tests/PithFactsTests/Cases/, and write the table anew that
// stands ready (LexiconTable.swift tells how; a test fails where it is forgotten).
// Words are compared folded (lower case, compatibility forms undone). Stop words of each language are in StopWords.swift.

/// A list of words of one language that play one part.
struct WordList {
    let language: Language
    let role: WordRole
    /// What the words stand for: a month's or weekday's number, a number word's value, a negation's sense.
    var value: UInt16 = 0
    /// Whether each word stands for one more than the word before it; `_` holds the place of one that is in another list.
    var countsUp = false
    /// Languages in which the same letters mean something else: the words do not count in text that reads as one of these.
    var notIn: [Language] = []
    let words: String
}

/// What a negation says, so that "don't retry" and "do not retry" are one fact and "never retry" another.
enum NegationSense: UInt16 {
    case not = 1, never, no, without, unless, except, only, atMost, atLeast, nor, none, avoid, forbidden, instead, hardly, denied
}

extension WordList {
    static let negations: [WordList] = [
        .init(language: .any, role: .negation, value: 1, words: "not cannot dont cant wont mustnt shouldnt"),
        .init(language: .any, role: .negation, value: 2, words: "never nunca niemals jamais jamás никогда nooit nigdy"),
        .init(language: .any, role: .negation, value: 3, notIn: [.portuguese], words: "no"),
        .init(language: .any, role: .negation, value: 4, words: "without ohne без zonder bez senza"),
        .init(language: .any, role: .negation, value: 5, words: "unless"),
        .init(
            language: .any, role: .negation, value: 6,
            words: "except excepting excluding excludes excluded exclude außer ausgenommen excepto exceto eccetto tranne кроме"),
        .init(
            language: .any, role: .negation, value: 7,
            words:
                "only solely exclusively ausschließlich nur uniquement seulement solamente únicamente somente apenas soltanto solamente только"
        ),
        .init(language: .any, role: .negation, value: 8, words: "höchstens maximal"),
        .init(language: .any, role: .negation, value: 9, words: "mindestens almeno"),
        .init(language: .any, role: .negation, value: 10, words: "neither nor weder ninguno ninguna nenhum nenhuma nessuno nessuna"),
        .init(
            language: .any, role: .negation, value: 11,
            words: "none nothing nobody nowhere nichts niemand нельзя ничего niente nulla nadie ninguém"),
        .init(
            language: .any, role: .negation, value: 12,
            words: "avoid refrain vermeide vermeiden éviter évitez evitar evite evitare избегать"),
        .init(language: .english, role: .negation, value: 15, words: "hardly rarely seldom scarcely"),
        .init(language: .german, role: .negation, value: 15, words: "kaum selten"),
        .init(language: .english, role: .negation, value: 16, words: "denies denied denying"),
        .init(
            language: .any, role: .prohibition, value: 13,
            words: """
                forbidden prohibited disallowed prohibits forbids forbid prohibit verboten untersagt unzulässig interdit interdite interdits interdites \
                prohibido prohibida prohibidos proibido proibida vietato vietata proibito запрещено запрещается verboden zabronione
                """),
        .init(language: .german, role: .negation, value: 1, words: "nicht"),
        .init(language: .german, role: .negation, value: 3, words: "kein keine keiner keines keinem keinen"),
        .init(language: .german, role: .negation, value: 2, words: "nie"),
        .init(language: .french, role: .negation, value: 1, notIn: [.italian], words: "ne pas"),
        .init(language: .french, role: .negation, value: 4, words: "sans"),
        .init(language: .french, role: .negation, value: 6, words: "sauf hormis"),
        .init(language: .french, role: .negation, value: 10, notIn: [.english, .german], words: "ni"),
        .init(language: .french, role: .negation, value: 10, words: "aucun aucune"),
        .init(language: .french, role: .negation, value: 11, words: "rien"),
        .init(language: .spanish, role: .negation, value: 4, notIn: [.english, .german], words: "sin"),
        .init(language: .spanish, role: .negation, value: 6, words: "salvo"),
        .init(language: .spanish, role: .negation, value: 10, words: "tampoco ningún"),
        .init(language: .spanish, role: .negation, value: 11, words: "nada"),
        .init(language: .portuguese, role: .negation, value: 1, words: "não"),
        .init(language: .portuguese, role: .negation, value: 4, words: "sem"),
        .init(language: .portuguese, role: .negation, value: 6, words: "salvo"),
        .init(language: .portuguese, role: .negation, value: 10, words: "nem"),
        .init(language: .portuguese, role: .negation, value: 11, words: "nada"),
        .init(language: .italian, role: .negation, value: 1, words: "non"),
        .init(language: .italian, role: .negation, value: 2, notIn: [.english, .german, .french], words: "mai"),
        .init(language: .italian, role: .negation, value: 10, notIn: [.french, .english], words: "né"),
        .init(language: .italian, role: .negation, value: 6, words: "salvo"),
        .init(language: .any, role: .negation, value: 1, words: "не нет niet nie geen"),
        .init(language: .any, role: .negation, value: 1, words: "لا لم لن ليس नहीं मत değil"),
        .init(language: .any, role: .negation, value: 4, words: "بدون"),
        .init(language: .any, role: .prohibition, value: 13, words: "않는다 않습니다 않는 마십시오 마세요 말고 없다 없습니다 없이 금지 안됩니다"),
    ]

    /// Two words that make a negation together.
    static let negationPhrases: [(first: String, second: String, sense: NegationSense)] = [
        ("at", "most", .atMost), ("at", "least", .atLeast), ("up", "to", .atMost), ("no", "more", .atMost), ("no", "less", .atLeast),
        ("not", "allowed", .forbidden), ("not", "permitted", .forbidden), ("instead", "of", .instead), ("rather", "than", .instead),
        ("other", "than", .except), ("au", "plus", .atMost), ("au", "moins", .atLeast), ("al", "menos", .atLeast),
        ("como", "máximo", .atMost),
        ("no", "máximo", .atMost), ("pelo", "menos", .atLeast), ("al", "massimo", .atMost), ("fail", "to", .not), ("fails", "to", .not),
        ("failed", "to", .not), ("unable", "to", .not), ("refuse", "to", .denied), ("refuses", "to", .denied), ("refused", "to", .denied),
        ("declines", "to", .denied), ("declined", "to", .denied),
    ]

    static let calendar: [WordList] = {
        let months: [(Language, String)] = [
            (.english, "january february march april may june july august september october november december"),
            (.english, "jan feb mar apr may jun jul aug sep oct nov dec"),
            (.english, "jan feb mar apr may jun jul aug sept oct nov dec"),
            (.german, "januar februar märz april mai juni juli august september oktober november dezember"),
            (.german, "jänner feb mrz apr mai jun jul aug sep okt nov dez"),
            (.french, "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
            (.spanish, "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
            (.portuguese, "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
            (.italian, "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
            (.other, "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
        ]
        let weekdays: [(Language, String)] = [
            (.english, "monday tuesday wednesday thursday friday saturday sunday"),
            (.english, "mondays tuesdays wednesdays thursdays fridays saturdays sundays"),
            (.german, "montag dienstag mittwoch donnerstag freitag samstag sonntag"),
            (.german, "montags dienstags mittwochs donnerstags freitags sonnabend sonntags"),
            (.french, "lundi mardi mercredi jeudi vendredi samedi dimanche"),
            (.spanish, "lunes martes miércoles jueves viernes sábado domingo"),
            (.italian, "lunedì martedì mercoledì giovedì venerdì sabato domenica"),
            (.other, "понедельник вторник среда четверг пятница суббота воскресенье"),
        ]
        return months.map { .init(language: $0, role: .month, value: 1, countsUp: true, words: $1) }
            + weekdays.map { .init(language: $0, role: .weekday, value: 1, countsUp: true, words: $1) }
    }()

    static let numbers: [WordList] = {
        let counted: [(Language, String)] = [
            (.english, "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"),
            (.german, "null _ zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"),
            (.french, "zéro _ deux trois quatre cinq _ sept huit neuf dix onze douze treize quatorze quinze seize"),
            (.spanish, "cero _ dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"),
            (.portuguese, "_ _ dois três quatro cinco seis sete oito nove dez _ doze treze catorze quinze dezesseis"),
            (.portuguese, "_ _ duas _ _ _ _ _ _ _ _ _ _ _ _ _ _"),
            (.italian, "_ _ due tre quattro cinque _ sette otto nove dieci undici dodici tredici quattordici quindici sedici"),
            (.other, "ноль _ два три четыре пять шесть семь восемь девять десять _ двенадцать _ _ _ _"),
        ]
        var lists = counted.map { WordList(language: $0, role: .number, countsUp: true, words: $1) }
        // Common words of one language that are numbers in another.
        let elsewhere: [(String, [Language])] = [
            ("null", [.english]), ("due", [.english]), ("once", [.english]), ("elf", [.english]), ("otto", [.english, .german]),
            ("dos", [.english, .portuguese]),
            ("nove", [.english]), ("sei", [.english, .german, .italian]), ("tres", [.english]), ("sept", [.english]), ("dix", [.english]),
            ("sette", [.english]),
        ]
        for (word, languages) in elsewhere { lists.append(.init(language: .any, role: .number, notIn: languages, words: word)) }
        let tens: [(UInt16, String)] = [
            (17, "seventeen siebzehn"), (18, "eighteen achtzehn"), (19, "nineteen neunzehn"),
            (20, "twenty zwanzig vingt veinte vinte venti двадцать"),
            (30, "thirty dreißig trente treinta trinta trenta тридцать"), (40, "forty vierzig quarante cuarenta quarenta quaranta"),
            (50, "fifty fünfzig cinquante cincuenta cinquenta cinquanta"), (60, "sixty sechzig soixante sesenta sessenta sessanta"),
            (70, "seventy siebzig"), (80, "eighty achtzig"), (90, "ninety neunzig"),
        ]
        for (value, words) in tens { lists.append(.init(language: .any, role: .number, value: value, words: words)) }
        return lists
    }()

    static let measures: [WordList] = [
        .init(
            language: .any, role: .unit,
            words: """
                ns us µs ms s sec secs second seconds min mins minute minutes h hr hrs hour hours d day days w wk week weeks month months yr year years \
                b kb mb gb tb pb kib mib gib tib kbit mbit gbit kbps mbps gbps bps bytes byte bits bit hz khz mhz ghz rpm rps qps fps dpi px pt em rem vh vw \
                mm cm m km µm nm mi ft mph kph kmh g kg mg µg lb lbs oz l ml v kv mv a ma w kw mw kwh mah ah j kj k bn mn tn x c f pa hpa kpa psi bar db \
                hundred thousand million billion trillion dozen percent percentage tokens token tausend millionen milliarden mio mrd prozent mille milliers \
                millions milliards mil millones milhões milioni mila sekunden minuten stunden stunde tage tagen wochen monate jahre jahren secondes heures \
                jours semaines mois ans segundos minutos horas días semanas meses años dias anos secondi minuti ore giorni settimane mesi anni \
                секунд минут часов дней лет
                """),
        .init(language: .any, role: .clock, words: "am pm uhr  utc gmt cet cest est edt pst pdt"),
        .init(
            language: .any, role: .currency,
            words: "usd eur gbp jpy chf cny inr aud cad brl rub dollars dollar euros euro pounds yen yuan cents"),
        .init(language: .any, role: .ordinal, words: "st nd rd th er ème"),
    ]

    static let logs: [WordList] = [
        .init(language: .any, role: .errorLevel, words: "error errors fatal critical severe panic emerg exception traceback fehler erreur"),
        .init(language: .any, role: .calmLevel, words: "info debug notice trace verbose warn warning information"),
        .init(
            language: .any, role: .failure,
            words:
                "failed failure fails refused denied unreachable corrupt corrupted crashed aborted abort segfault oom unauthorized rejected"
        ),
    ]

    static let names: [WordList] = [
        .init(language: .any, role: .title, words: "mr mrs ms dr prof sir sr sra mme mlle herr frau señor señora monsieur madame st"),
        .init(
            language: .any, role: .abbreviation,
            words: "etc vs approx dept inc ltd co corp jr no nr fig eq vol cf al bzw usw"),
        .init(language: .any, role: .connector, words: "of de van von der den del della di da la le al bin y dos das du"),
        .init(language: .any, role: .determiner, words: "this that the each every any no some which another either neither such"),
        .init(
            language: .any, role: .opener,
            words: """
                add allow answer apply ask assume attach avoid based before begin build call cancel change check choose click clone close commit compare \
                complete configure consider contact continue convert copy create debug define delete deploy describe disable document download edit enable \
                ensure escalate every example execute explain export extract fetch file fill find finish fix follow format generate give given handle \
                hello help hi import include increase inform input install instead keep later list load log look maintain make mark maybe meanwhile merge \
                mention modify move name never next note notify now offer ok okay once open output parse pass please press print process provide push put question \
                read recall reduce refer reject remember remove rename replace reply report request require respond restart result return returns review \
                rewrite run save say schedule see select send set several show since sort source specify start state step stop store submit summarize \
                summary support suppose table task tell test thank thanks though title today tomorrow translate treat try turn type update upload use \
                user using validate verify view visit wait warning watch whenever while whether write yes yesterday \
                unlike despite regarding concerning besides beyond following according inside outside nevertheless furthermore additionally \
                moreover consequently similarly currently recently initially finally actually unfortunately
                """),
    ]
}
