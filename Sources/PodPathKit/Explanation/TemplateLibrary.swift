import Mustache
import Templates

/// The templates of Markdown and HTML: podpath's own, or a user's in their place, name by name.
///
/// The only file that knows the template engine.
public struct TemplateLibrary: Sendable {
    /// A template that cannot be used, with its name and the engine's reason.
    public struct Failure: Error, Sendable {
        public let name: String
        public let message: String
    }

    private let library: MustacheLibrary

    /// - Parameter own: the user's templates by name (`page`, `service`, …), without the file's ending.
    public init(own: [String: String] = [:]) throws(Failure) {
        var templates: [String: MustacheTemplate] = [:]
        for (name, text) in Templates.all.merging(own, uniquingKeysWith: { $1 }) {
            do {
                // Without this line the engine would escape `&` and `<` as in HTML, over what is escaped already.
                let marked = text.hasPrefix("{{% CONTENT_TYPE") ? text : "{{% CONTENT_TYPE:TEXT}}\n" + text
                templates[name] = try MustacheTemplate(string: marked)
            } catch {
                throw Failure(name: name, message: "\(error)")
            }
        }
        library = MustacheLibrary(templates: templates)
    }

    public static var names: [String] { Templates.all.keys.sorted() }

    func markdown(_ name: String, _ value: TemplateValue) throws(Failure) -> String {
        MarkdownLayout.tidy(try render(name, value.plain(.markdown)))
    }

    /// - Parameter name: without `.html`.
    func html(_ name: String, _ value: [String: TemplateValue]) throws(Failure) -> String {
        let page = value.merging(["style": .markup(.style), "script": .markup(.script)]) { $1 }
        return try render("\(name).html", TemplateValue.record(page).plain(.html))
    }

    private func render(_ name: String, _ value: Any) throws(Failure) -> String {
        guard let text = library.render(value, withTemplate: name) else {
            throw Failure(name: name, message: "there is no template of this name")
        }
        return text
    }
}

/// Blank lines that sections of a template leave behind are folded into one, and a heading gets one before it.
enum MarkdownLayout {
    static func tidy(_ text: String) -> String {
        var lines: [Substring] = []
        var isFenced = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isBlank = line.allSatisfy { $0 == " " }
            if line.hasPrefix("```") { isFenced.toggle() }
            if isBlank, !isFenced, lines.last?.isEmpty ?? true { continue }
            if line.hasPrefix("#"), !isFenced, lines.last?.isEmpty == false { lines.append("") }
            lines.append(isBlank ? "" : line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}
