import CGraphviz
import Synchronization

/// What libgvc makes of DOT.
package enum RenderFormat: String, Sendable {
    case svg, png, pdf

    /// Bitmaps are measured by the system's fonts. SVG is measured by tables (``TextMetrics``): the same bytes on every
    /// machine, fonts or none.
    var isMeasured: Bool { self != .svg }
}

/// Why there is no picture.
package enum RenderFailure: Error, Sendable, Equatable {
    /// The DOT could not be read; the messages are libgvc's.
    case syntax(String)
    case crashed(signal: Int)
    case timedOut(seconds: Int)
    /// Layout or rendering failed, or the library ended its process.
    case failed(String)
    /// The system gave no process or pipe.
    case noChild
}

/// Lays out and renders DOT through libgvc, each figure in a child process of its own.
///
/// libgvc has global state and is not safe for threads even with two contexts: one lock holds for the process.
package struct Renderer: Sendable {
    private static let lock = Mutex(())

    /// Seconds for one figure.
    private let timeLimit: Int
    /// MiB of address space for one figure.
    private let memoryLimit: Int

    package init(timeLimit: Int = Int(KGV_SECONDS), memoryLimit: Int = Int(KGV_MEGABYTES)) {
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
    }

    /// Lets the next figure's process load libgvc while this one reads manifests: a third of a small figure's time.
    package func prepare(for format: RenderFormat) {
        Self.lock.withLock { _ in kgv_prepare(format.isMeasured ? 1 : 0, Int32(timeLimit), Int32(memoryLimit)) }
    }

    /// The picture's bytes.
    package func render(_ dot: String, as format: RenderFormat) throws(RenderFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        try render(as: format, { $0(Array(dot.utf8)) }, { bytes += $0 })
        return format == .pdf ? PDFDate.fixed(in: bytes) : bytes
    }

    /// Draws while the graph is still written, and hands the picture over while it is still drawn: all three cost a part of a
    /// small figure's time.
    ///
    /// - Parameters:
    ///   - write: calls its argument with the DOT, piece by piece.
    ///   - take: gets the picture piece by piece; they are one only if nothing is thrown.
    package func render(
        as format: RenderFormat, _ write: (([UInt8]) -> Void) -> Void, _ take: (UnsafeRawBufferPointer) -> Void
    ) throws(RenderFailure) {
        var result: kgv_result?
        Self.lock.withLock { _ in
            guard let rendering = kgv_begin(format.rawValue, format.isMeasured ? 1 : 0, Int32(timeLimit), Int32(memoryLimit)) else {
                return
            }
            write { piece in piece.withUnsafeBytes { kgv_send(rendering, $0.baseAddress, $0.count) } }
            result = withoutActuallyEscaping(take) { take in
                withUnsafePointer(to: take) { take in
                    kgv_finish(
                        rendering,
                        { state, bytes, length in
                            let take = state?.assumingMemoryBound(to: ((UnsafeRawBufferPointer) -> Void).self).pointee
                            take?(UnsafeRawBufferPointer(start: bytes, count: length))
                        }, UnsafeMutableRawPointer(mutating: take))
                }
            }
        }
        guard var result else { throw .noChild }
        defer { kgv_free(&result) }
        let messages = result.messages.map { String(cString: $0) } ?? ""
        switch result.outcome {
        // A bad label or an unknown shape still gives a picture; only the message tells.
        case KGV_OK where messages.split(separator: "\n").contains(where: { $0.hasPrefix("Error:") }): throw .failed(messages)
        case KGV_OK: return
        case KGV_SYNTAX: throw .syntax(messages)
        case KGV_CRASHED: throw .crashed(signal: Int(result.signal))
        case KGV_TIMED_OUT: throw .timedOut(seconds: timeLimit)
        default: throw .failed(messages)
        }
    }
}

/// cairo writes the time of the rendering into a PDF; the same input must give the same bytes.
enum PDFDate {
    static func fixed(in bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let key = Array("/CreationDate (D:".utf8)
        var position = 0
        while position + key.count + 14 < bytes.count {
            if bytes[position] == key[0], bytes[position..<(position + key.count)].elementsEqual(key) {
                var digit = position + key.count
                for digitOfDate in "20000101000000".utf8 {
                    bytes[digit] = digitOfDate
                    digit += 1
                }
                // The zone, `+01'00`, has the same length everywhere but for Z.
                while digit < bytes.count, bytes[digit] != 0x29 {
                    bytes[digit] =
                        bytes[digit] == 0x27
                        ? 0x27 : bytes[digit] == 0x2D || bytes[digit] == 0x2B || bytes[digit] == 0x5A ? bytes[digit] : 0x30
                    digit += 1
                }
                return bytes
            }
            position += 1
        }
        return bytes
    }
}
