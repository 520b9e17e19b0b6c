// Words that carry no fact of their own. They also tell which language a text is in: see LanguageVotes.

/// The stop words of the languages whose prose the extractor reads best.
enum StopWords {
    static let lists: [(language: Language, words: String)] = [
        (
            .english,
            """
            a about above after again against all also although always am among an and another any anybody anyone anything anywhere are aren as at away back be \
            became because become been before being below best better between both but by came can come could did do does doing done down during each \
            either else enough even ever every everyone everything first for from further get gets getting give given go goes going gone good got had \
            has have having he hence her here hers herself him himself his how however i if in indeed into is isn it its itself just keep kept know \
            known last later least less let like likely made make makes making many may maybe me might mine more moreover most mostly much must my myself need \
            needs next now of off often on once one onto or other others otherwise our ours ourselves out over own per perhaps please put quite \
            rather really said same saw say says second see seem seemed seems seen several shall she should since so some someone something sometimes \
            somewhere soon still such take taken tell than that the their theirs them themselves then there thereby therefore these they thing things \
            think this those though through throughout thus to together too toward towards under until up upon us use used uses using usually \
            various very via want wants was wasn way ways we well went were weren what whatever when whenever where whereas wherever whether which \
            while who whoever whole whom whose why will with within won would wouldn yet you your yours yourself yourselves didn doesn don hasn haven hadn \
            shouldn couldn mustn ain ll ve re
            """
        ),
        (
            .german,
            """
            ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bin bis bist da dabei dadurch dafür damit danach dann \
            das dass davon dazu dein deine dem den denn der des deshalb die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen \
            einer eines er es etwa etwas euch euer für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem \
            ihren ihrer im immer in indem ins ist ja jede jedem jeden jeder jedes jener jetzt kann kannst können konnte könnte machen man manche mehr mein meine \
            mich mir mit muss musste müssen nach nachdem neben noch nun ob obwohl oder schon sehr sei sein seine seinem seinen seiner seit sich sie sind so sogar \
            solche soll sollen sollte sondern sonst soweit sowie über um und uns unser unsere unter viel vom von vor während war waren warum was weil \
            welche welcher welches wenn wer werde werden wie wieder will wir wird wo wurde wurden würde würden zu zum zur zwar zwischen bitte
            """
        ),
        (
            .french,
            """
            afin ai ainsi alors après as au aucun aujourd auquel aussi autre autres aux avait avant avec avez avoir avons car ce ceci cela celle celles celui \
            ces cet cette ceux chaque chez comme comment dans de depuis des donc dont du elle elles en encore entre est et étaient était étant été être eu \
            eux fait faire faut font fut grâce hors ici il ils je jusqu jusque la laquelle le lequel les lesquels leur leurs lors lorsqu lorsque lui ma mais même mes \
            moi moins mon ne nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus plutôt pour pourquoi puis quand que quel quelle \
            quelles quels qui quoi sa se selon sera seront ses si soit son sont sous suis sur ta tandis te tes toi ton tous tout toute toutes très tu un une \
            vers voici voilà vos votre vous vu qu
            """
        ),
        (
            .spanish,
            """
            a al algo algunas algunos ante antes aquel aquella así aun aunque cada como con contra cual cuales cuando cuanto de del desde donde durante e el ella \
            ellas ellos en entonces entre era eran es esa esas ese eso esos esta está estaba están estar estas este esto estos fue fueron ha había han hasta hay \
            la las le les lo los luego más me mi mientras mis mismo mucho muy nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque \
            pues puede pueden que qué quien quienes se sea según ser si sido sobre son su sus también tan tanto te tener tiene tienen toda todas todo todos tu tus \
            un una unas uno unos usted ustedes y ya yo debe deben
            """
        ),
        (
            .portuguese,
            """
            a ao aos aquela aquele aquilo as até cada com como contra da das de dela dele deles depois desde do dos durante e é ela elas ele eles em enquanto entre \
            era eram essa essas esse esses esta está estão estar estas este estes eu foi foram há isso isto já lhe lhes mais mas me mesmo meu minha muito na não nas no \
            nos nós nossa nosso num numa o onde os ou para pela pelas pelo pelos pode podem por porque pois qual quando que quem são se seja sem ser será seu seus sido \
            sobre sua suas também tão te tem têm ter teu toda todas todo todos tudo um uma umas uns você vocês deve devem
            """
        ),
        (
            .italian,
            """
            a ad agli ai al alla alle allo anche ancora avere aveva c che chi ci ciò coi col come con contro cui da dagli dai dal dalla dalle dallo degli dei del dell \
            della delle dello deve devono di dopo dove e è ed era erano essere fa fino fra fu furono gli ha hanno ho i il in io l la le lei li lo loro lui ma me mentre mi mia mio \
            molto ne negli nei nel nell nella nelle nello noi nostra nostro o ogni oppure ora per perché però più poi prima può qual quale quali quando quanto quella quelle \
            quelli quello questa queste questi questo qui se sei si sia siamo sono stata stato su sua sue sugli sui sul sull sulla sulle suo suoi tra tu tua \
            tuo tutta tutte tutti tutto un una uno vi voi
            """
        ),
        (
            .other,
            """
            и в во на с со к по из за от до у о об для при как так что это то он она они мы вы я ты его её их мой наш ваш этот эта эти тот все всё был была было были быть \
            есть или а но же ли бы уже ещё когда если чтобы где там тут здесь можно нужно должен должны который которая которые \
            het een van voor met zijn aan dat die deze naar ook maar wordt worden jest się na że do jak
            """
        ),
    ]

    /// Words before a negation that belong to it: "must not", "is not".
    static let modals = """
        must should do does did can could will would shall may might is are was were be been has have had to am need darf dürfen soll sollte muss \
        peut peuvent doit doivent debe deben puede deve devono può
        """
}
