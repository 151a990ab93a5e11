import SafeText

/// What a template may say. Text of manifests stays as it is until a template of one language asks for it, and is made harmless
/// for that language there.
enum TemplateValue {
    /// Any text, to be read as it is.
    case prose(String)
    /// Runs, each as its language shows it.
    case sentence(Sentence)
    /// Text of a manifest, to be shown as code.
    case code(String)
    /// A number, or a word of ours.
    case own(StaticString)
    case number(Int)
    case flag(Bool)
    case list([TemplateValue])
    case record([String: TemplateValue])
    /// A part of a page that is made already; nothing in Markdown.
    case markup(PageMarkup)
    /// What templates of this language made already.
    case rendered(String)

    static func records(_ items: [[String: TemplateValue]]) -> TemplateValue { .list(items.map { .record($0) }) }

    /// The language that a template is written in.
    enum Language {
        case markdown, html
    }

    /// The plain values that the template engine walks.
    ///
    /// - Parameter terms: the words of the glossary that the page has used by then.
    func plain(_ language: Language, _ terms: TermUse) -> Any {
        switch self {
        case .prose(let text): language == .markdown ? MarkdownText(text).text : HTMLText(text).text
        case .sentence(let sentence): TermedSentence(sentence, terms)
        case .code(let text): language == .markdown ? MarkdownCode(text).text : text.isEmpty ? "" : "<code>\(HTMLText(text).text)</code>"
        case .own(let word): "\(word)"
        case .number(let number): English.grouped(number)
        case .flag(let flag): flag
        case .list(let items): items.map { $0.plain(language, terms) }
        case .record(let fields): fields.mapValues { $0.plain(language, terms) }
        case .markup(let markup): language == .html ? markup.text : ""
        case .rendered(let text): text
        }
    }
}
