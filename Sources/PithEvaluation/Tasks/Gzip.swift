// Unpacks gzip data with zlib: one member or several after one another, as `cat a.gz b.gz` makes them.

import CZlib

enum Gzip {
    /// Whether the bytes begin as gzip data does.
    static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// The unpacked bytes. Throws zlib's reason when the data are damaged or end early. Cost: linear in what comes out, which is at most
    /// about a thousand times what goes in.
    static func unpacked(_ packed: [UInt8], path: String) throws(EvaluationError) -> [UInt8] {
        var unpacked: [UInt8] = []
        var stream = unsafe z_stream()
        // 16 + 15: gzip format, the largest window.
        guard unsafe inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damagedGzip(path: path, reason: "zlib could not start")
        }
        defer { unsafe inflateEnd(&stream) }
        var failure: String?
        var input = packed
        var block = [UInt8](repeating: 0, count: 1 << 18)
        unsafe input.withUnsafeMutableBufferPointer { input in
            // SAFETY: zlib reads what lies between next_in and the end, told by avail_in, and writes at most avail_out bytes to the block.
            unsafe stream.next_in = input.baseAddress
            var left = input.count
            while true {
                let offered = min(left, 1 << 30)
                unsafe stream.avail_in = UInt32(offered)
                let (status, made) = unsafe block.withUnsafeMutableBufferPointer { block in
                    unsafe stream.next_out = block.baseAddress
                    unsafe stream.avail_out = UInt32(block.count)
                    let status = unsafe inflate(&stream, Z_NO_FLUSH)
                    return unsafe (status, block.count - Int(stream.avail_out))
                }
                left -= unsafe offered - Int(stream.avail_in)
                unpacked.append(contentsOf: block[0..<made])
                if status == Z_STREAM_END {
                    if left == 0 { return }
                    unsafe inflateReset(&stream)
                } else if status != Z_OK {
                    failure = unsafe stream.msg.map { unsafe String(cString: $0) } ?? (left == 0 ? "it ends early" : "error \(status)")
                    return
                }
            }
        }
        if let failure { throw .damagedGzip(path: path, reason: failure) }
        return unpacked
    }
}
