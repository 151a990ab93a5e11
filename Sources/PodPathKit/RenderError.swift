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
    init(_ figure: Figure, _ failure: RenderFailure) {
        let reason =
            switch failure {
            case .crashed(let signal): "Graphviz died of signal \(signal)"
            case .timedOut(let seconds):
                "Graphviz took longer than \(seconds) seconds (--limit render-seconds=…); draw fewer objects with -n or --focus"
            case .syntax(let message), .failed(let message):
                "Graphviz said: \(Quoted.shortened(message.split(separator: "\n").joined(separator: " "), limit: 200))"
            case .noProcess(let reason): "there is no process to draw it in: \(reason)"
            }
        message = "figure \(figure.id) could not be drawn: \(reason). '-f dot' writes its DOT all the same."
        location = figure.elements.flatMap(\.because).first { $0.object == figure.subject }?.location
    }
}

extension Diagnostics {
    /// What was drawn; nil, with a diagnostic, where it could not be: one figure's failure costs only itself.
    package mutating func drawn<Drawing>(_ result: Result<Drawing, RenderError>) -> Drawing? {
        do {
            return try result.get()
        } catch {
            append(Diagnostic(.error, "figure-not-drawn", error.message, at: nil))
            return nil
        }
    }
}
