/// What libgvc makes of DOT.
public enum RenderFormat: String, Sendable {
    /// The places of everything, as operations of xdot: what an SVG is written from. Text is measured by tables: the same places on
    /// every machine, fonts or none.
    case drawing = "xdot"
    /// Pictures, whose text is measured by the system's fonts.
    case png, pdf
}

/// One figure that is to be laid out and rendered.
public struct RenderJob: Sendable {
    /// The graph, as podpath writes it.
    public let dot: String
    /// What it is to become.
    public let format: RenderFormat

    /// A job from its parts.
    public init(dot: String, format: RenderFormat) {
        (self.dot, self.format) = (dot, format)
    }
}

/// Why there is no picture.
public enum RenderFailure: Error, Sendable, Equatable {
    /// The DOT could not be read; the messages are libgvc's.
    case syntax(String)
    /// The process that rendered died of this signal.
    case crashed(signal: Int)
    /// It took longer than the renderer waits.
    case timedOut(seconds: Int)
    /// Layout or rendering failed, or the library ended its process; the messages are libgvc's.
    case failed(String)
    /// The system gave no process to render in; its own words.
    case noProcess(String)
}

/// Lays out and renders graphs. A host can have its own, such as one that renders in other processes.
public protocol FigureRenderer: Sendable {
    /// The pictures, in the order of the jobs; a job that fails costs only itself.
    func render(_ jobs: [RenderJob]) -> [Result<[UInt8], RenderFailure>]
}
