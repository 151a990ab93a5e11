import Foundation
import TestSupport
import Testing

/// Rules are written once, in docs/rules.md; code, tests and pages cite them by number: `R11`, `C14`, `R46 to R54`.
@Suite("Rules and who cites them")
struct RulesTests {
    private struct Rule {
        let number: String
        var lines: [Substring] = []

        var sentence: String { lines.prefix { !$0.hasPrefix("Source: ") }.joined(separator: " ").trimmingCharacters(in: .whitespaces) }
        var source: String { lines.drop { !$0.hasPrefix("Source: ") }.joined(separator: " ").trimmingCharacters(in: .whitespaces) }
    }

    private static let page = Project.text("docs/rules.md").split(separator: "\n", omittingEmptySubsequences: false)

    /// The links that the page defines at its end.
    private static let links = Set(page.compactMap { $0.prefixMatch(of: /\[([^\]]+)\]: https:/).map { String($0.1) } })

    private static let rules: [Rule] = {
        var rules: [Rule] = []
        var isRule = false
        for line in page {
            if line.hasPrefix("#") {
                let number = line.wholeMatch(of: /### ([RC][0-9]+): .+/)?.1
                isRule = number != nil
                if let number { rules.append(Rule(number: String(number))) }
            } else if isRule, line.prefixMatch(of: /\[[^\]]+\]: https:/) == nil {
                rules[rules.count - 1].lines.append(line)
            }
        }
        return rules
    }()

    @Test("Each rule has a number of its own, a sentence, and a source; each link of a source is there")
    func rules() {
        #expect(Self.rules.count > 100)
        #expect(Self.page.count { $0.hasPrefix("### ") } == Self.rules.count)
        #expect(Set(Self.rules.map(\.number)).count == Self.rules.count)
        for rule in Self.rules {
            #expect(rule.sentence.hasSuffix("."), "\(rule.number): \(rule.sentence)")
            #expect(rule.source.hasSuffix(".") && rule.source.utf8.count > 12, "\(rule.number): \(rule.source)")
            for link in rule.source.matches(of: /\[([^\]]+)\]\[([^\]]*)\]/) {
                #expect(Self.links.contains(String(link.2.isEmpty ? link.1 : link.2)), "\(rule.number) links to \(link.0)")
            }
        }
    }

    @Test("Each citation in code, tests and pages is of a rule, in one form that a search finds")
    func citations() throws {
        let known = Set(Self.rules.map(\.number))
        var cited: Set<String> = []
        for path in try Self.paths() {
            let found = Citations(in: Project.text(path))
            #expect(found.numbers.subtracting(known) == [], "\(path) cites what docs/rules.md does not hold")
            #expect(found.otherForms == [], "\(path): write R11 or C14")
            if !path.hasPrefix("docs/rules") { cited.formUnion(found.numbers) }
        }
        #expect(cited.count > 100)
    }

    /// What people write: no figures, no manifests.
    private static func paths() throws -> [String] {
        let endings = [".swift", ".c", ".h", ".py", ".md", ".mustache", "/run"]
        return try ["Sources", "Tests", "Templates", "docs"].flatMap { folder in
            try #require(FileManager.default.enumerator(atPath: "\(Project.root)/\(folder)")).compactMap { $0 as? String }
                .filter { path in endings.contains { path.hasSuffix($0) } }.map { "\(folder)/\($0)" }
        } + ["README.md", "CONTRIBUTING.md", "Makefile", "Package.swift"]
    }
}

/// The numbers of rules in a text.
private struct Citations {
    /// Those within a range included.
    private(set) var numbers: Set<String> = []
    /// Numbers without their letter, which no search for a rule finds.
    private(set) var otherForms: [String] = []

    init(in text: String) {
        let bytes = text.utf8
        let words = bytes.split { !Self.isOfWord($0) }
        // The plural before a number, or the singular behind a bracket; not `ingress rule 3` of a policy, nor `rules[3]` of a manifest.
        let isCitation = { (position: Int) in
            let word = words[position]
            let isPlural = word.elementsEqual("rules".utf8)
            guard isPlural || word.elementsEqual("rule".utf8), bytes[word.endIndex] == UInt8(ascii: " "),
                words[position + 1].startIndex == bytes.index(after: word.endIndex)
            else { return false }
            let before = word.startIndex > bytes.startIndex ? bytes[bytes.index(before: word.startIndex)] : 0
            return isPlural || before == UInt8(ascii: "(") || position > 0 && words[position - 1].elementsEqual("connectivity".utf8)
        }
        for (position, word) in words.enumerated() {
            let next = position + 1 < words.count ? words[position + 1] : Substring().utf8
            guard let number = Self.number(word) else {
                if !next.isEmpty, next.allSatisfy(Self.isDigit), isCitation(position) {
                    otherForms.append("\(Substring(word)) \(Substring(next))")
                }
                continue
            }
            // Unicode's groups of control characters are called so, too.
            if next.starts(with: "control".utf8) { continue }
            numbers.insert(String(Substring(word)))
            guard next.elementsEqual("to".utf8), position + 2 < words.count, words[position + 2].first == word.first,
                let last = Self.number(words[position + 2]), last > number
            else { continue }
            for between in number...last { numbers.insert("\(Substring(word.prefix(1)))\(between)") }
        }
    }

    /// 14 of `C14`.
    private static func number(_ word: Substring.UTF8View) -> Int? {
        guard word.first == UInt8(ascii: "R") || word.first == UInt8(ascii: "C"), (2...3).contains(word.count),
            word.dropFirst().allSatisfy(isDigit)
        else { return nil }
        return Int(Substring(word.dropFirst()))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || byte > 0x7F || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}
