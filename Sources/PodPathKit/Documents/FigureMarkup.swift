import SafeText

/// How a document shows a figure: what its host reads.
package enum FigureMarkup: String, Sendable, CaseIterable {
    case markdown, html, hugo, myst

    /// - Parameters:
    ///   - alternative: empty for decoration.
    ///   - link: a URL, encoded.
    ///   - caption: the author's own words.
    package func text(alternative: String, link: String, caption: String?) -> String {
        let caption = caption.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.flatMap { $0.isEmpty ? nil : $0 }
        switch self {
        case .markdown:
            let image = "![\(MarkdownText(alternative).text)](\(link))\n"
            return image + (caption.map { "\n_\(MarkdownText($0).text)_\n" } ?? "")
        case .html:
            let words = caption.map { "<figcaption>\(HTMLText($0).text)</figcaption>\n" } ?? ""
            return "<figure>\n<img src=\"\(HTMLText(link).text)\" alt=\"\(HTMLText(alternative).text)\" />\n\(words)</figure>\n"
        case .hugo:
            let words = caption.map { " caption=\(Self.shortcode(MarkdownText($0).text))" } ?? ""
            return "{{< figure src=\(Self.shortcode(link)) alt=\(Self.shortcode(alternative))\(words) >}}\n"
        case .myst:
            let words = caption.map { "\n\(MarkdownText($0).text)\n" } ?? ""
            return "```{figure} \(link)\n---\nalt: \(Self.yaml(alternative))\n---\n\(words)```\n"
        }
    }

    /// A word of a shortcode: `\"` is the one escape that Hugo knows, and a backslash at the end would take the mark behind it.
    private static func shortcode(_ text: String) -> String {
        let plain = parted(text).map { $0 == "\"" ? "\\\"" : String($0) }.joined()
        return "\"\(plain)\(plain.hasSuffix("\\") ? " " : "")\""
    }

    /// A scalar in double quotation marks (YAML 1.2, 7.3.1).
    private static func yaml(_ text: String) -> String {
        "\"\(parted(text).map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined())\""
    }

    /// On one line, with a word joiner behind and before each brace, so that no host sees a pair that it expands.
    private static func parted(_ text: String) -> String {
        TerminalText(text).text.map { $0 == "{" ? "{\u{2060}" : $0 == "}" ? "\u{2060}}" : String($0) }.joined()
    }
}
