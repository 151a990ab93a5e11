import SafeText

/// A figure as a document shows it.
package enum FigureMarkup {
    /// - Parameters:
    ///   - alternative: empty for decoration.
    ///   - link: a URL, encoded.
    ///   - caption: the author's own words.
    package static func markdown(alternative: String, link: String, caption: String?) -> String {
        let image = "![\(MarkdownText(alternative).text)](\(link))\n"
        let words = caption.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") } ?? ""
        return words.isEmpty ? image : "\(image)\n_\(MarkdownText(words).text)_\n"
    }
}
