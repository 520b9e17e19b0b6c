// Memory that outlives the call that made it: a file mapped as it is, or bytes of one's own at an address that suits tables.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file, read-only, in memory for as long as the object lives. Nothing is read before it is touched.
package final class MappedFile: @unchecked Sendable {
    // SAFETY: the mapping is private and read-only, and goes only with the last reference.
    package let bytes: UnsafeRawBufferPointer

    /// Maps the file at `path`. An empty file has no bytes.
    package init(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: path, action: "open", code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(path: path, action: "read", code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path: path, action: "read", code: EISDIR) }
        guard status.st_size > 0 else {
            unsafe bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let address = unsafe mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else { throw FileError(path: path, action: "read", code: errno) }
        unsafe bytes = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
    }

    deinit {
        if let base = unsafe bytes.baseAddress { unsafe munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
    }
}

/// A copy of bytes that starts at a multiple of 64.
package final class AlignedBytes: @unchecked Sendable {
    // SAFETY: never written after init, and freed with the last reference.
    package let bytes: UnsafeRawBufferPointer

    package init(copying source: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 64)
        unsafe memory.copyBytes(from: source)
        unsafe bytes = UnsafeRawBufferPointer(memory)
    }

    deinit { unsafe bytes.deallocate() }
}
