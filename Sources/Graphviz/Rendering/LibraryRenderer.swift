import CGraphviz
import Synchronization

/// Renders through libgvc in this process, one figure after the other.
///
/// libgvc has global state and is not safe for threads even with two contexts: one lock holds for the process. It leaks some
/// kilobytes a figure, and there are graphs that crash it, hang it, or make it end the process: a host that draws what strangers write
/// renders in another process.
package struct LibraryRenderer: FigureRenderer {
    private static let lock = Mutex(())

    package init() {}

    package func render(_ jobs: [RenderJob]) -> [Result<[UInt8], RenderFailure>] {
        jobs.map { job in Result { () throws(RenderFailure) in try Self.render(job) } }
    }

    /// Loads what the layout of a figure needs, so that the first figure does not wait for it.
    package static func prepare() { _ = version }

    /// The version of the library, such as `2.43.0`.
    package static var version: String { lock.withLock { _ in String(cString: graphviz_version()) } }

    private static func render(_ job: RenderJob) throws(RenderFailure) -> [UInt8] {
        var result = lock.withLock { _ in graphviz_render(job.dot, job.format.rawValue) }
        defer { graphviz_free(&result) }
        let messages = result.messages.map { String(cString: $0) } ?? ""
        switch result.outcome {
        // A bad label or an unknown shape still gives a picture; only the message tells.
        case GRAPHVIZ_OK where !messages.split(separator: "\n").contains { $0.hasPrefix("Error:") }:
            let bytes = Array(UnsafeRawBufferPointer(start: result.bytes, count: result.length))
            return job.format == .pdf ? PDFDate.fixed(in: bytes) : bytes
        case GRAPHVIZ_SYNTAX: throw .syntax(messages)
        default: throw .failed(messages)
        }
    }
}
