// Which frames are a library's or a runtime's, by what their paths and names hold: as data, one line a mark.

enum LibraryFrame {
    /// A part of a frame that only libraries have; and whether the library's name follows it.
    private static let marks: [(text: String, namesWhatFollows: Bool)] = [
        // Python
        ("/site-packages/", true), ("/dist-packages/", true), ("/lib/python", false), ("<frozen ", false),
        // JavaScript
        ("node_modules/", true), ("node:internal", false), ("(internal/", false), ("(node:", false), ("at node:", false),
        // JVM
        ("at java.", false), ("at javax.", false), ("at jdk.", false), ("at sun.", false), ("at com.sun.", false), ("java.base/", false),
        ("at kotlin.", false), ("at kotlinx.", false), ("at scala.", false), ("at org.springframework.", false), ("at org.apache.", false),
        ("at org.hibernate.", false), ("at org.junit.", false), ("at org.gradle.", false), ("at io.netty.", false), ("at reactor.", false),
        ("at com.fasterxml.", false), ("at org.eclipse.", false),
        // Go
        ("/usr/local/go/src/", false), ("/usr/lib/go", false), ("/go/pkg/mod/", true), ("/libexec/src/", false),
        // Rust
        ("/rustc/", false), ("/.cargo/registry/", false), (": core::", false), (": std::", false), (": tokio::", false),
        (": rust_begin_unwind", false), (": __rust_", false),
        // C, Swift and the systems
        ("libc.so", false), ("libpthread", false), ("/lib/x86_64-linux-gnu/", false), ("/usr/lib/", false), ("/usr/include/", false),
        ("libsystem_", false), ("libdyld", false), ("libdispatch", false), ("CoreFoundation ", false), ("UIKitCore ", false),
        ("Foundation ", false), ("AppKit ", false), ("SwiftUI ", false), ("libswift", false), ("at /usr/src/", false),
        // .NET and Ruby
        ("at System.", false), ("at Microsoft.", false), ("/gems/", true),
    ]

    /// Whether the frame, all its lines, is a library's. Cost: linear in the frame, and in the table.
    static func `is`(_ frame: ArraySlice<UInt8>) -> Bool {
        let place = frame.prefix(longestPlace)
        return marks.contains { first($0.text, in: place) != nil }
    }

    /// The name of the library, where the frame says it after a mark.
    static func name(_ frame: ArraySlice<UInt8>) -> String? {
        let place = frame.prefix(longestPlace)
        for mark in marks where mark.namesWhatFollows {
            guard let at = last(mark.text, in: place) else { continue }
            var name = place[(at + mark.text.utf8.count)...].prefix { $0 != 0x2F && $0 != 0x22 && $0 != 0x3A && $0 > 0x20 }
            if name.first == 0x40, let slash = place[name.endIndex...].first, slash == 0x2F {
                name = place[name.startIndex...].prefix(
                    1 + name.count + place[(name.endIndex + 1)...].prefix { $0 != 0x2F && $0 > 0x20 }.count)
            }
            guard (1...40).contains(name.count) else { return nil }
            let text = String(decoding: name, as: UTF8.self)
            return text.hasSuffix(".py") ? String(text.dropLast(3)) : text
        }
        return nil
    }

    private static let longestPlace = 400

    private static func first(_ text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        guard let byte = text.utf8.first else { return nil }
        var rest = bytes
        while let at = rest.firstIndex(of: byte) {
            rest = rest[at...]
            if rest.starts(with: text.utf8) { return at }
            rest = rest.dropFirst()
        }
        return nil
    }

    private static func last(_ text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        var found: Int?
        var rest = bytes
        while let at = first(text, in: rest) {
            found = at
            rest = rest[(at + 1)...]
        }
        return found
    }
}
