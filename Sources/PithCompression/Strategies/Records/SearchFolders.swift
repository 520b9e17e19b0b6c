// The folders of a listing's files, each once over the files in it, as grouped lists of paths have them (GroupedPaths).
//
//     src/app/server/
//      handlers.py
//     103 def handle(request):
//
//      tls/certificates.py
//     17 def load(path):
//
// A line that ends in a slash is a folder. A path that begins with a blank stands in the folder above it, any other path is whole.
//
// Which folders are written is found from the first file to the last: for each file and each folder that it stands in, what the files so far cost at the
// least when the last one is written under that folder. That is the least of going on under the folder of the file before and of a line for the folder.

import PithSystem

struct SearchFolders {
    /// How a file's path is written.
    struct Place {
        /// The folder that is written above it.
        var folder: Range<Int>?
        /// The part of the path that is written, behind a blank where it stands in a folder.
        var name: Range<Int>
        var isInFolder = false
    }

    /// The places of files with `paths` in `bytes`, in order: whole paths where folders would save next to nothing. Cost: linear in the paths.
    static func places(of paths: [Range<Int>], in bytes: [UInt8]) -> [Place] {
        let whole = paths.map { Place(name: $0) }
        guard paths.count >= fewestFiles, !paths.contains(where: { bytes[$0].last == 0x2F }) else { return whole }
        var steps: [[Step]] = []
        steps.reserveCapacity(paths.count)
        var best = (cost: 0, state: 0)
        for (index, path) in paths.enumerated() {
            let before = index > 0 ? paths[index - 1] : path.lowerBound..<path.lowerBound
            let shared = zip(bytes[before], bytes[path]).prefix { $0 == $1 }.count
            // The first state is the whole path, the others the folders it stands in.
            var states = [Step(folderLength: 0, cost: best.cost + path.count, before: best.state)]
            // A folder's line with a blank in it could be a sentence.
            let folders = bytes[path].prefix { $0 != 0x20 }
            for (offset, byte) in folders.enumerated() where byte == 0x2F && states.count <= mostFolders {
                let length = offset + 1, name = path.count - length
                var step = Step(folderLength: length, cost: best.cost + length + bytesOfLine + name, before: best.state, opens: true)
                if length <= shared, steps[index - 1].count > states.count {
                    let goingOn = steps[index - 1][states.count].cost + name
                    if goingOn <= step.cost { step = Step(folderLength: length, cost: goingOn, before: states.count) }
                }
                states.append(step)
            }
            steps.append(states)
            let least = states.indices.min { (states[$0].cost, $0) < (states[$1].cost, $1) } ?? 0
            best = (states[least].cost, least)
        }
        guard best.cost + fewestBytesSaved <= paths.reduce(0, { $0 + $1.count }) else { return whole }
        var places = whole
        var state = best.state
        for index in paths.indices.reversed() {
            let step = steps[index][state]
            if step.folderLength > 0 {
                let start = paths[index].lowerBound, end = start + step.folderLength
                places[index] = Place(folder: step.opens ? start..<end : nil, name: end..<paths[index].upperBound, isInFolder: true)
            }
            state = step.before
        }
        return places
    }

    private struct Step {
        let folderLength: Int
        let cost: Int
        /// The state of the file before.
        let before: Int
        var opens = false
    }

    private static let fewestFiles = 3
    private static let fewestBytesSaved = 40
    private static let mostFolders = 16
    /// What a line end costs, in bytes of text.
    private static let bytesOfLine = 4
}
