import Foundation
import TestSupport
import Testing

/// How many string literals with blanks, which are words for people, stand outside of the one room for them. Each number may only fall:
/// lower it when you moved some; new words go into Sources/PodPathKit/English.
@Suite("English stands in one room")
struct WordsOutsideTests {
    @Test(
        "Literals with blanks outside of Sources/PodPathKit/English",
        arguments: [
            ("KubeCluster", 159), ("PodPathKit/Explanation", 46), ("PodPathKit/Figure", 6), ("PodPathKit/Figures", 758),
            ("PodPathKit/Layout", 24), ("PodPathKit/Printing", 13), ("PodPathKit/Reports", 47), ("PodPathKit/Style", 36),
        ])
    func outside(folder: String, most: Int) throws {
        let files = try #require(FileManager.default.enumerator(atPath: "\(Project.root)/Sources/\(folder)"))
        var count = 0
        // A finding's message stands at the foot of the file that emits it.
        for case let path as String in files where path.hasSuffix(".swift") && !path.hasPrefix("Findings/") {
            count += Literals(in: Project.text("Sources/\(folder)/\(path)")).withBlanks
        }
        #expect(count <= most, "Sources/\(folder): \(count) literals with blanks; words belong into Sources/PodPathKit/English")
    }

    @Test("What is counted: literals with a letter and a blank, those in interpolations for themselves, no comments")
    func counting() {
        #expect(Literals(in: #"let a = "one two" // "no no""#).withBlanks == 1)
        #expect(Literals(in: #"f("x", "spec.a", " ", "\(a) \(b)")"#).withBlanks == 0)
        #expect(Literals(in: ##"f("a \(b ? "c d" : "e") f", #"g "h" i"#)"##).withBlanks == 3)
        #expect(Literals(in: "let a = \"\"\"\n    one \"two\"\n    \"\"\"\n/* \"a b\" */").withBlanks == 1)
    }
}

/// The string literals of a Swift file.
private struct Literals {
    private(set) var withBlanks = 0
    private let text: [Character]
    private var place = 0

    init(in source: String) {
        text = Array(source)
        code(until: nil)
    }

    private func isAt(_ word: String) -> Bool { text[place...].starts(with: word) }

    /// - Parameter end: a closing bracket, of an interpolation.
    private mutating func code(until end: Character?) {
        var depth = 0
        while place < text.count {
            if isAt("//") {
                while place < text.count, text[place] != "\n" { place += 1 }
            } else if isAt("/*") {
                while place < text.count, !isAt("*/") { place += 1 }
            } else if text[place] == "\"" || isAt("#\"") || isAt("##\"") {
                literal()
                continue
            } else if text[place] == "(" {
                depth += 1
            } else if text[place] == end {
                if depth == 0 { return }
                depth -= 1
            }
            place += 1
        }
    }

    private mutating func literal() {
        var hashes = ""
        while text[place] == "#" { (hashes, place) = (hashes + "#", place + 1) }
        let quotes = isAt("\"\"\"") ? "\"\"\"" : "\""
        place += quotes.count
        var words = ""
        while place < text.count, !isAt(quotes + hashes) {
            if isAt("\\\(hashes)(") {
                place += hashes.count + 2
                code(until: ")")
            } else if isAt("\\\(hashes)") {
                place += hashes.count + 1
            } else {
                words.append(text[place])
            }
            place += 1
        }
        place += quotes.count + hashes.count
        if words.contains(" "), words.contains(where: \.isLetter) { withBlanks += 1 }
    }
}
