import KubeManifest
import Mustache
import Templates

/// The templates of Markdown and HTML: podpath's own, or a user's in their place, name by name.
///
/// The only file that knows the template engine.
package struct TemplateLibrary: Sendable {
    private let library: MustacheLibrary
    private let nesting: TemplateNesting
    /// Bytes of one template.
    package static let sizeLimit = 256 << 10

    /// - Parameter own: the user's templates by name (`page`, `service`, …), without the file's ending.
    package init(own: [String: String] = [:]) throws(RenderError) {
        var templates: [String: MustacheTemplate] = [:]
        let texts = Templates.all.merging(own, uniquingKeysWith: { $1 })
        // The engine takes a stack frame for each section in a section and each template in a template.
        nesting = TemplateNesting(texts)
        try nesting.check(own.keys.sorted())
        for (name, text) in texts {
            // Without this line the engine would escape `&` and `<` as in HTML, over what is escaped already.
            let heading = text.hasPrefix("{{% CONTENT_TYPE") ? "" : "{{% CONTENT_TYPE:TEXT}}\n"
            do {
                templates[name] = try MustacheTemplate(string: heading + text)
            } catch {
                throw RenderError(template: name, error, linesBefore: heading.isEmpty ? 0 : 1)
            }
        }
        library = MustacheLibrary(templates: templates)
    }

    package static var names: [String] { Templates.all.keys.sorted() }

    /// A page: its parts, and the template `page` around them.
    ///
    /// - Parameters:
    ///   - parts: templates by name, in their order.
    ///   - terms: the words of the glossary that the page has used before its parts.
    ///   - around: what `page` says besides, when its parts are made.
    func page(
        of parts: [String], _ value: [String: TemplateValue], _ language: TemplateValue.Language, _ terms: TermUse,
        around: (_ body: String) -> [String: TemplateValue]
    ) throws(RenderError) -> String {
        let ending = language == .html ? ".html" : ""
        var plain = value.mapValues { $0.plain(language, terms) }
        var body = ""
        for part in parts { body += try render(part + ending, plain) + (language == .markdown ? "\n" : "") }
        plain.merge(around(body).mapValues { $0.plain(language, terms) }) { $1 }
        let page = try render("page" + ending, plain)
        return language == .markdown ? MarkdownLayout.tidy(page) : page
    }

    /// - Parameter name: without `.html`.
    func html(_ name: String, _ value: [String: TemplateValue]) throws(RenderError) -> String {
        try render("\(name).html", TemplateValue.record(value.withLooks).plain(.html, TermUse(.html, hasGlossary: false)))
    }

    /// The templates that stand in one, in their order, without `.html`.
    func parts(of name: String) -> [String] {
        nesting.included(in: name).map { $0.hasSuffix(".html") ? String($0.dropLast(".html".count)) : $0 }
    }

    private func render(_ name: String, _ value: Any) throws(RenderError) -> String {
        guard let text = library.render(value, withTemplate: name) else {
            throw RenderError(message: "template \(name): there is no template of this name", location: nil)
        }
        return text
    }
}

extension [String: TemplateValue] {
    /// With the style sheet and the script of pages.
    var withLooks: Self { merging(["style": .markup(.style), "script": .markup(.script)]) { $1 } }
}

/// A sentence that is printed where and when a template says it: whether a word in it is used for the first time, the page knows only then.
struct TermedSentence: MustacheCustomRenderable {
    private let sentence: Sentence
    private let terms: TermUse

    init(_ sentence: Sentence, _ terms: TermUse) { (self.sentence, self.terms) = (sentence, terms) }

    var renderText: String { terms.text(of: sentence) }
    var isNull: Bool { sentence.isEmpty }
}

extension RenderError {
    /// - Parameters:
    ///   - error: the template engine's.
    ///   - linesBefore: how many lines stood before the template's own.
    fileprivate init(template name: String, _ error: any Error, linesBefore: Int) {
        let place = error as? MustacheTemplate.ParserError
        message = "template \(name): \(place?.error ?? error)"
        location = place.map {
            SourceLocation(
                file: "\(name).mustache", line: max(1, $0.context.lineNumber - linesBefore), column: $0.context.columnNumber)
        }
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
