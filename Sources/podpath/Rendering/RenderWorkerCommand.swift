import ArgumentParser
import Glibc
import Graphviz
import PodPathIO

/// The other side of ``ProcessRenderer``: renders what comes on standard input, until that ends. Of no use to people, so the help does not
/// show it.
struct RenderWorkerCommand: ParsableCommand {
    static let name = "render-worker"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Argument var seconds: Int
    @Argument var megabytes: Int

    func run() throws {
        // libgvc's time is counted for each figure; memory for the process.
        Self.limit(RLIMIT_CORE, to: 0)
        Self.limit(RLIMIT_AS, to: megabytes << 20)
        LibraryRenderer.prepare()
        var input = StandardInput()
        while let line = input.line(), let (word, length) = RenderReply.head(line[...]), let format = RenderFormat(rawValue: word),
            let dot = input.bytes(length)
        {
            Self.limit(RLIMIT_CPU, to: Self.usedSeconds + seconds + 1)
            let job = RenderJob(dot: String(decoding: dot, as: UTF8.self), format: format)
            try Descriptor.write(RenderReply.reply(LibraryRenderer().render([job])[0]), to: 1, path: "<stdout>")
        }
    }

    /// The soft limit alone, which can be raised again for the next figure.
    private static func limit(_ resource: __rlimit_resource, to value: Int) {
        let number = __rlimit_resource_t(resource.rawValue)
        var limit = rlimit()
        guard getrlimit(number, &limit) == 0 else { return }
        limit.rlim_cur = min(rlim_t(value), limit.rlim_max)
        setrlimit(number, &limit)
    }

    /// Seconds of processor time that this process has had.
    private static var usedSeconds: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    }
}

/// Standard input in pieces of known length.
private struct StandardInput {
    private var buffer: [UInt8] = []

    /// Up to the next line end, without it; nil at the end.
    mutating func line() -> [UInt8]? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(buffer[..<end])
                buffer.removeFirst(end + 1)
                return line
            }
            guard read() else { return nil }
        }
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        while buffer.count < count { guard read() else { return nil } }
        let bytes = Array(buffer[..<count])
        buffer.removeFirst(count)
        return bytes
    }

    private mutating func read() -> Bool {
        let piece = Descriptor.read(0)
        buffer += piece
        return !piece.isEmpty
    }
}
