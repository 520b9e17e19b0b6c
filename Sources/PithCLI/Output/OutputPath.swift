// Files that options name to be written, which must not be those that are read.

import PithSystem

enum OutputPath {
    /// Refuses to write what `option` names where that would replace one of the `inputs` (nil or "-": standard input), whatever name it goes by.
    static func refuse(_ option: String, _ path: String?, over inputs: [String?]) throws {
        guard let path, inputs.contains(where: { File.wouldChange($0, writing: path) }) else { return }
        throw Failure.usage("\(option) \(path) names the input, which would be replaced. Name another file")
    }
}
