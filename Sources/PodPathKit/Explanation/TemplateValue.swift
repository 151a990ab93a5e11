import SafeText

/// What a template may say: every text has been made harmless for its place before it gets here.
enum TemplateValue {
    /// Prose: Markdown that only reads as what it is.
    case text(MarkdownText)
    /// A code span around text of a manifest.
    case code(MarkdownCode)
    /// A number, or a word of ours.
    case own(StaticString)
    case number(Int)
    case flag(Bool)
    case list([TemplateValue])
    case record([String: TemplateValue])

    /// Prose from any text, escaped.
    static func prose(_ text: String) -> TemplateValue { .text(MarkdownText(text)) }
    static func code(_ text: String) -> TemplateValue { .code(MarkdownCode(text)) }
    static func records(_ items: [[String: TemplateValue]]) -> TemplateValue { .list(items.map { .record($0) }) }

    /// The plain values that the template engine walks.
    var plain: Any {
        switch self {
        case .text(let text): text.text
        case .code(let code): code.text
        case .own(let word): "\(word)"
        case .number(let number): FigureWords.grouped(number)
        case .flag(let flag): flag
        case .list(let items): items.map(\.plain)
        case .record(let fields): fields.mapValues(\.plain)
        }
    }
}
