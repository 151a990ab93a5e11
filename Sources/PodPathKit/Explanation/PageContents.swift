/// The table of contents of a page: its headings of the second and third level, as the page says them.
///
/// They are read from what the templates made, so that the table is whole whatever templates a team has.
struct PageContents {
    private struct Entry {
        let level: Int
        let title: String
        let anchor: String
    }

    private let entries: [Entry]

    /// - Parameter text: Markdown; its anchors are those that GitHub, GitLab and most site generators give to headings.
    init(markdown text: String) {
        var entries: [Entry] = []
        var seen: [String: Int] = [:]
        var isFenced = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") { isFenced.toggle() }
            let level = line.prefix { $0 == "#" }.count
            guard !isFenced, level == 2 || level == 3, line.dropFirst(level).hasPrefix(" ") else { continue }
            let title = String(line.dropFirst(level + 1))
            let slug = Self.slug(title), count = seen[slug, default: 0]
            seen[slug] = count + 1
            entries.append(Entry(level: level, title: title, anchor: count == 0 ? slug : "\(slug)-\(count)"))
        }
        self.entries = entries
    }

    /// - Parameter text: HTML in which each heading has an `id`.
    init(html text: String) {
        entries = text.matches(of: /<h([23]) id="([^"]*)">([^\n]*)<\/h[23]>/).map {
            Entry(level: $0.1 == "2" ? 2 : 3, title: String($0.3), anchor: String($0.2))
        }
    }

    /// - Parameter fewest: fewer headings are found without a table.
    func record(fewest: Int) -> [String: TemplateValue] {
        ["hasContents": .flag(entries.count >= fewest), "contents": .records(parts)]
    }

    /// Each heading of the second level with those below it.
    private var parts: [[String: TemplateValue]] {
        var parts: [(Entry, [Entry])] = []
        for entry in entries {
            if entry.level == 2 || parts.isEmpty { parts.append((entry, [])) } else { parts[parts.count - 1].1.append(entry) }
        }
        return parts.map { part, below in
            Self.record(part).merging(["hasBelow": .flag(!below.isEmpty), "below": .records(below.map(Self.record))]) { $1 }
        }
    }

    private static func record(_ entry: Entry) -> [String: TemplateValue] {
        ["heading": .rendered(entry.title), "anchor": .rendered(entry.anchor)]
    }

    /// Letters, digits, `-` and `_` in lower case, blanks as `-`.
    private static func slug(_ title: String) -> String {
        let plain = title.replacing("&#95;", with: "_").replacing(/&[#a-z0-9]+;/, with: "")
        return String(
            plain.lowercased().compactMap { character -> Character? in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || character == "-" || character == "_" ? character : nil
            })
    }
}
