/// The seven ways in which a block of HTML begins, and how it ends (CommonMark 0.31, 4.6).
enum HTMLBlock: Equatable {
    /// `<!-- … -->`
    case comment
    /// `<pre>`, `<script>`, `<style>`, `<textarea>`, `<?…?>`, `<!…>` or CDATA, with what ends it.
    case until([String])
    /// Other elements: up to an empty line.
    case untilBlank

    private static let raw = ["pre", "script", "style", "textarea"]

    /// What begins here, behind at most three blanks.
    ///
    /// - Parameter interrupts: a paragraph stands before it, which an element that is none of HTML's blocks cannot end.
    init?(_ text: ArraySlice<UInt8>, interrupts: Bool) {
        guard text.first == UInt8(ascii: "<") else { return nil }
        let start = String(decoding: text.prefix(1000), as: UTF8.self)
        if start.hasPrefix("<!--") {
            self = .comment
        } else if start.hasPrefix("<?") {
            self = .until(["?>"])
        } else if start.hasPrefix(
            "<![CDATA[")
        {
            self = .until(["]]>"])
        } else if start.hasPrefix("<!"), start.dropFirst(2).first.map({ $0.isASCII && $0.isLetter }) ?? false {
            self = .until([">"])
        } else {
            let isClosing = start.hasPrefix("</")
            let name = start.dropFirst(isClosing ? 2 : 1).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            guard let first = name.first, first.isLetter else { return nil }
            let behind = start[name.endIndex...]
            let ends = behind.first.map { " \t>".contains($0) } ?? true
            if !isClosing, ends, Self.raw.contains(name.lowercased()) {
                self = .until(Self.raw.map { "</\($0)>" })
            } else if ends || behind.hasPrefix("/>"), Self.blocks.contains(name.lowercased()) {
                self = .untilBlank
            } else if !interrupts, Self.isWholeTag(behind, isClosing: isClosing), !Self.raw.contains(name.lowercased()) {
                self = .untilBlank
            } else {
                return nil
            }
        }
    }

    /// Whether the block ends with this line.
    func ends(with line: ArraySlice<UInt8>) -> Bool {
        switch self {
        case .comment: line.position(of: "-->") != nil
        case .until(let ends):
            ends.contains { end in String(decoding: line, as: UTF8.self).lowercased().contains(end.lowercased()) }
        case .untilBlank: false
        }
    }

    /// A tag that is alone on its line: attributes, then `>` and nothing else.
    private static func isWholeTag(_ rest: Substring, isClosing: Bool) -> Bool {
        let pattern =
            isClosing
            ? /[ \t]*>[ \t]*/
            : /(?:[ \t]+[A-Za-z_:][A-Za-z0-9_.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>[ \t]*/
        return rest.wholeMatch(of: pattern) != nil
    }

    private static let blocks: Set<String> = [
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3",
        "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes",
        "ol", "optgroup", "option", "p", "param", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title",
        "tr", "track", "ul",
    ]
}

extension ArraySlice<UInt8> {
    /// Where a text of ASCII first stands.
    package func position(of text: String) -> Int? {
        let wanted = Array(text.utf8)
        guard count >= wanted.count, let first = wanted.first else { return nil }
        var position = startIndex
        while position + wanted.count <= endIndex {
            if self[position] == first, self[position...].starts(with: wanted) { return position }
            position += 1
        }
        return nil
    }
}
