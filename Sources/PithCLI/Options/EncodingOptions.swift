// --encoding: whose tokens are counted.

import ArgumentParser
import Pith

struct EncodingOptions: ParsableArguments {
    @Option(
        name: .customLong("encoding"), help: ArgumentHelp("Whose tokens are counted. List them: pith vocabularies", valueName: "name"),
        completion: .list(Encoding.all.map(\.name)))
    var name = standard.name

    /// What is counted in when nobody says otherwise.
    static let standard = Encoding.o200kBase

    func encoding() throws(EncodingError) -> Encoding { try Encoding.named(name) }
}
