/// A pattern of paths: `*` and `?` within one part, `**` over any number of parts.
package struct PathPattern {
    private let parts: [[Character]]

    package init(_ pattern: String) { parts = ProjectPath.normal(pattern).split(separator: "/").map { Array($0) } }

    package func matches(_ path: String) -> Bool { Self.matches(parts[...], path.split(separator: "/").map { Array($0) }[...]) }

    private static func matches(_ parts: ArraySlice<[Character]>, _ path: ArraySlice<[Character]>) -> Bool {
        guard let part = parts.first else { return path.isEmpty }
        if part == ["*", "*"] {
            return (path.startIndex...path.endIndex).contains { matches(parts.dropFirst(), path[$0...]) }
        }
        guard let first = path.first, matches(part[...], first[...]) else { return false }
        return matches(parts.dropFirst(), path.dropFirst())
    }

    /// Linear but for the last `*`, to which it goes back.
    private static func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
        var (pattern, text) = (pattern, text)
        var back: (pattern: ArraySlice<Character>, text: ArraySlice<Character>)?
        while !text.isEmpty {
            if pattern.first == "*" {
                pattern = pattern.dropFirst()
                back = (pattern, text)
            } else if let first = pattern.first, first == "?" || first == text.first {
                (pattern, text) = (pattern.dropFirst(), text.dropFirst())
            } else if let last = back {
                back = (last.pattern, last.text.dropFirst())
                (pattern, text) = (last.pattern, last.text.dropFirst())
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == "*" }
    }
}
