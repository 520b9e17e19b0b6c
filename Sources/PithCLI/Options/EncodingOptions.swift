// --encoding: whose tokens are counted.

import ArgumentParser
import Pith

struct EncodingOptions: ParsableArguments {
    @Option(
        name: .customLong("encoding"), help: ArgumentHelp("Whose tokens are counted. List them: pith vocabularies", valueName: "name"),
        completion: .list(Encoding.all.map(\.name)))
    var name = "o200k_base"

    func encoding() throws(EncodingError) -> Encoding { try Encoding.named(name) }
}
