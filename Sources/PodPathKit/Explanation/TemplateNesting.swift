import KubeManifest

/// How deep a user's templates go, sections in sections and templates in templates, and how much they repeat.
struct TemplateNesting: Sendable {
    private let tags: [String: [Tag]]
    /// Levels of either.
    private static let limit = 100
    /// Templates that stand in one page, each as often as it does.
    private static let includes = 10_000

    private struct Tag: Sendable {
        enum Kind: Sendable { case open, close, template }
        let kind: Kind
        let name: String
        let line: Int
    }

    init(_ texts: [String: String]) { tags = texts.mapValues(Self.tags) }

    /// - Parameter names: the templates that are a user's own.
    func check(_ names: [String]) throws(RenderError) {
        var counts: [String: Int] = [:]
        for name in names {
            try checkSections(of: name)
            var path: [String] = []
            _ = try count(name, &path, &counts)
        }
    }

    /// The templates that one includes, in their order.
    func included(in name: String) -> [String] { (tags[name] ?? []).filter { $0.kind == .template }.map(\.name) }

    private func checkSections(of name: String) throws(RenderError) {
        var depth = 0
        for tag in tags[name] ?? [] where tag.kind != .template {
            depth += tag.kind == .open ? 1 : -1
            if depth > Self.limit { throw error(name, tag, "more than \(Self.limit) sections stand in each other here") }
        }
    }

    /// How many templates stand in one, itself included.
    ///
    /// - Parameters:
    ///   - path: the templates that led here.
    ///   - counts: what is known already.
    private func count(_ name: String, _ path: inout [String], _ counts: inout [String: Int]) throws(RenderError) -> Int {
        if let known = counts[name] { return known }
        path.append(name)
        var sum = 1
        for tag in tags[name] ?? [] where tag.kind == .template {
            if path.contains(tag.name) {
                throw error(name, tag, "it would stand in itself: \((path + [tag.name]).joined(separator: ", then "))")
            }
            guard path.count < Self.limit else { throw error(name, tag, "more than \(Self.limit) templates stand in each other here") }
            sum += try count(tag.name, &path, &counts)
            if sum > Self.includes { throw error(name, tag, "more than \(Self.includes) templates would stand in this one") }
        }
        path.removeLast()
        counts[name] = sum
        return sum
    }

    private func error(_ name: String, _ tag: Tag, _ message: String) -> RenderError {
        RenderError(
            message: "template \(name): {{\(tag.name)}}: \(message)",
            location: SourceLocation(file: "\(name).mustache", line: tag.line, column: 1))
    }

    /// The tags that nest, by Mustache's own delimiters or those that a tag sets (`{{=<% %>=}}`).
    private static func tags(_ text: String) -> [Tag] {
        var tags: [Tag] = []
        var delimiters = (open: Substring("{{"), close: Substring("}}"))
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var rest = line
            while let open = rest.firstRange(of: delimiters.open),
                let close = rest[open.upperBound...].firstRange(of: delimiters.close)
            {
                let content = rest[open.upperBound..<close.lowerBound]
                rest = rest[close.upperBound...]
                let words = content.dropFirst().split(separator: " ")
                switch content.first {
                case "#", "^", "$": tags.append(Tag(kind: .open, name: String(words.first ?? ""), line: index + 1))
                case "/": tags.append(Tag(kind: .close, name: String(words.first ?? ""), line: index + 1))
                case ">": tags.append(Tag(kind: .template, name: String(words.first ?? ""), line: index + 1))
                // A parent template is included, and holds blocks up to its end.
                case "<":
                    tags.append(Tag(kind: .template, name: String(words.first ?? ""), line: index + 1))
                    tags.append(Tag(kind: .open, name: String(words.first ?? ""), line: index + 1))
                case "=" where words.count == 2 && words[1].hasSuffix("="): delimiters = (words[0], words[1].dropLast())
                default: break
                }
            }
        }
        return tags
    }
}
