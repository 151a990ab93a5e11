#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Descriptor {
    /// The next bytes, as many as there are now; empty at the end, and where reading fails.
    package static func read(_ descriptor: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
            var got = -1
            repeat {
                #if canImport(Glibc)
                    got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    got = Musl.read(descriptor, buffer.baseAddress, buffer.count)
                #else
                    got = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
                #endif
            } while got < 0 && errno == EINTR
            count = max(0, got)
        }
    }
}
