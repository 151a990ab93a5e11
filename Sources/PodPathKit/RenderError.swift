import Graphviz
import KubeManifest

/// Why a figure could not be drawn, or a template not be used.
public struct RenderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed and the remedy, in whole sentences.
    public let message: String
    /// Where the manifests declare the object that the figure is about, or the place within a template; nil where there is none.
    public let location: SourceLocation?

    /// `path:line:column: message`.
    public var description: String { (location.map { "\($0.file):\($0.line):\($0.column): " } ?? "") + message }
}

extension RenderError {
    /// - Parameter error: the renderer's.
    init(_ figure: Figure, _ error: any Error) {
        let reason =
            switch error {
            case RenderFailure.crashed(let signal): "Graphviz died of signal \(signal)"
            case RenderFailure.timedOut(let seconds):
                "Graphviz took longer than \(seconds) seconds (--max-render-seconds); draw fewer objects with -n or --focus"
            case RenderFailure.syntax(let message), RenderFailure.failed(let message):
                "Graphviz said: \(Quoted.shortened(message.split(separator: "\n").joined(separator: " "), limit: 200))"
            case RenderFailure.noChild: "the system gave no process to draw it in"
            default: "the SVG held something that it should not: \(error)"
            }
        message = "figure \(figure.id) could not be drawn: \(reason). '-f dot' writes its DOT all the same."
        location = figure.elements.flatMap(\.because).first { $0.object == figure.subject }?.location
    }
}

extension Diagnostics {
    /// What was drawn; nil, with a diagnostic, where it could not be: one figure's failure costs only itself.
    package mutating func drawn<Drawing>(_ draw: (inout Diagnostics) throws(RenderError) -> Drawing) -> Drawing? {
        do {
            return try draw(&self)
        } catch {
            append(Diagnostic(.error, "figure-not-drawn", error.message, at: nil))
            return nil
        }
    }
}
