import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// Each document with what it holds: the words of each block, or `line:column: identifier` of what is wrong. Which comments are blocks of
/// their own is CommonMark's (0.31, sections 2.2, 4.4 to 4.6, 5.1, 5.2); cmark-gfm says the same of them.
@Suite("Markers are comments that CommonMark sees, alone on their lines")
struct MarkerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let expected: [String]
        var form = DocumentForm.markdown
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ expected: String..., form: DocumentForm = .markdown) {
            (self.name, self.text, self.expected, self.form) = (name, text, expected, form)
        }
    }

    static let begin = "<!-- podpath draw -->", end = "<!-- /podpath -->"
    static let block = "\(begin)\n\(end)\n"

    static let markers: [Case] = [
        Case("plain", block, "draw"),
        Case("with words", "<!-- podpath draw figure=service focus=shop/web a b -->\n\(end)", "draw figure=service focus=shop/web a b"),
        Case("without blanks", "<!--podpath draw-->\n<!--/podpath-->", "draw"),
        Case("old content", "\(begin)\n\nold *text*\n\n\(end)\n", "draw"),
        Case("two blocks", block + "text\n\n" + block, "draw", "draw"),
        Case("right below a paragraph", "text\n" + block, "draw"),
        Case("three blanks before", "   \(begin)\n   \(end)", "draw"),
        Case("four blanks before are code", "    \(begin)\n    \(end)"),
        Case("a tab before is code", "\t\(begin)\n\t\(end)"),
        Case("four blanks go on a paragraph", "text\n    \(begin)\n", "2:5: block-within-text"),
        Case("over several lines", "<!-- podpath draw\n     figure=service\n     a -->\n\(end)", "draw figure=service a"),
        Case("the word on the second line", "<!--\npodpath draw\n-->\n\(end)\n", "draw"),
        Case("no last line end", "text\n\n\(begin)\n\(end)", "draw"),
        Case("CRLF", "\(begin)\r\n\(end)\r\n", "draw"),
        Case("CR alone", "\(begin)\r\(end)\r", "draw"),
        Case("mixed line ends", "a\r\n\n\(begin)\n\r\n\(end)\r\n", "draw"),
        Case("a byte order mark", "\u{FEFF}\(begin)\n\(end)\n", "draw"),
        Case("blanks behind", "\(begin)  \t\n\(end) \n", "draw"),
        Case("an empty command", "<!-- podpath -->\n\(end)", ""),
        // Lists and quotes.
        Case("in an item", "- item\n\n  \(begin)\n  \(end)\n", "draw"),
        Case("in an item, right below its text", "- item\n  \(begin)\n  \(end)\n", "draw"),
        Case("in a numbered item", "10. item\n\n    \(begin)\n    \(end)\n", "draw"),
        Case("in an item of an item", "- a\n  - b\n\n    \(begin)\n    \(end)\n", "draw"),
        Case("four blanks in an item of two are its text", "- a\n\n    \(begin)\n    \(end)\n", "draw"),
        Case("six blanks in an item of two are code", "- a\n\n      \(begin)\n      \(end)\n"),
        Case("behind an item without its indent", "- a\n\n\(begin)\n\(end)\n", "draw"),
        Case("in a quote", "> \(begin)\n> \(end)\n", "draw"),
        Case("in a quote without blanks", ">\(begin)\n>\(end)\n", "draw"),
        Case("in a quote in a quote", "> > \(begin)\n> > \(end)\n", "draw"),
        Case("in a quote in an item", "- > \(begin)\n  > \(end)\n", "1:5: block-on-bullet"),
        Case("in an item in a quote", "> - a\n>\n>   \(begin)\n>   \(end)\n", "draw"),
        Case("over lines in a quote", "> <!-- podpath draw\n> a -->\n> \(end)\n", "draw a"),
        Case("a quote's paragraph does not go on into it", "> a\n\(begin)\n\(end)\n", "draw"),
        Case("on the bullet's line", "- \(begin)\n  \(end)\n", "1:3: block-on-bullet"),
        Case("begun in an item, ended outside", "- a\n\n  \(begin)\n\n\(end)\n", "5:1: block-ends-elsewhere"),
        Case("begun outside, ended in a quote", "\(begin)\n\n> \(end)\n", "3:3: block-ends-elsewhere"),
        Case("begun and ended in two items", "- a\n\n  \(begin)\n- b\n\n  \(end)\n", "6:3: block-ends-elsewhere"),
        Case("its content may hold lists", "\(begin)\n\n- a\n\n  - b\n\n\(end)\n", "draw"),
        // What is no comment of its own.
        Case("within text", "see \(begin) here\n", "1:5: block-within-text"),
        Case("within a heading is nothing", "# \(begin)\n"),
        Case("in a span of code", "see `\(begin)` here\n"),
        Case("in a longer span of code", "see `` ` \(begin) `` here\n"),
        Case("in a fence", "```md\n\(block)```\n"),
        Case("in a fence of six", "``````\n```\n\(block)```\n``````\n" + block, "draw"),
        Case("in a fence of tildes", "~~~\n\(block)```\n\(block)~~~\n" + block, "draw"),
        Case("in a fence that never ends", "```\n\(block)"),
        Case("a fence ends with its item", "- ```\n\n\(begin)\n\(end)\n", "draw"),
        Case("backticks with a backtick behind are no fence", "``` a`b\n" + block, "draw"),
        Case("in <pre>", "<pre>\n\n\(block)</pre>\n"),
        Case("in <script>", "<script>\n\(block)\n</script>\n\n" + block, "draw"),
        Case("in <style>", "<style>\n\n\(block)</style>\n"),
        Case("in <textarea>", "<textarea>\n\n\(block)</textarea>\n"),
        Case("in a processing instruction", "<?php\n\(block)?>\n"),
        Case("in CDATA", "<![CDATA[\n\(block)]]>\n"),
        Case("another tool's comment", "<!-- podpaths draw -->\n<!-- toc -->\n"),
        Case("its words in capitals", "<!-- Podpath draw -->\n"),
        Case("in <details> behind an empty line", "<details>\n<summary>s</summary>\n\n\(block)\n</details>\n", "draw"),
        Case("in <details> right below", "<details>\n\(block)</details>\n", "2:1: block-within-html"),
        Case("below a tag alone on its line", "<span>\n\(begin)\n", "2:1: block-within-html"),
        Case("front matter", "---\na: <!-- podpath draw -->\n---\n" + block, "draw"),
        Case("a rule is no front matter", "text\n\n---\n" + block, "draw"),
        Case("a table above", "| a |\n| - |\n| b |\n" + block, "draw"),
        // Errors.
        Case("never ended", "text\n\n\(begin)\n\ntext\n", "3:1: block-not-closed"),
        Case("ended, not begun", "text\n\n\(end)\n", "3:1: block-not-begun"),
        Case("one in another", "\(begin)\n\(begin)\n\(end)\n", "2:1: block-in-block"),
        Case("what follows is left alone", "\(begin)\n\(begin)\n\(end)\n\(block)", "2:1: block-in-block"),
        Case("a good one before a bad one", block + begin, "draw", "3:1: block-not-closed"),
        Case("text behind", "\(begin) text\n\(end)\n", "1:23: block-marker-not-alone", "2:1: block-not-begun"),
        Case("a comment behind", "\(begin) \(end)\n", "1:23: block-marker-not-alone"),
        Case("never closed", "<!-- podpath draw\n\ntext\n", "1:1: block-comment-not-closed"),
        Case(
            "a quote ends before the comment does", "> <!-- podpath draw\n\(end)\n", "1:3: block-comment-not-closed", "2:1: block-not-begun"
        ),
        Case("dashes", "<!-- podpath draw --legend -->\n\(end)\n", "1:19: block-double-dash"),
        Case("dashes in a caption", "<!-- podpath draw caption=\"a -- b\" -->\n\(end)\n", "1:30: block-double-dash"),
        Case("a quotation mark without a second", "<!-- podpath draw caption=\"a -->\n\(end)\n", "1:27: block-quotation"),
        Case("a quotation mark in a word", "<!-- podpath draw a\"b\" -->\n\(end)\n", "1:20: block-quotation"),
        // Columns count characters, after a two-byte and a four-byte one.
        Case("a column behind other letters", "> ä🙂 \n\nä \(begin)\n", "3:3: block-within-text"),
    ]

    static let others: [Case] = [
        Case("MDX", "{/* podpath draw */}\n{/* /podpath */}\n", "draw", form: .mdx),
        Case("MDX over lines", "{/* podpath\n  draw a\n*/}\n\n{/* /podpath */}\n", "draw a", form: .mdx),
        Case("MDX knows no indented code", "    {/* podpath draw */}\n    {/* /podpath */}\n", "draw", form: .mdx),
        Case("HTML's comments are none in MDX", block, form: .mdx),
        Case("MDX within text", "a {/* podpath draw */}\n", "1:3: block-within-text", form: .mdx),
        Case("MDX in a fence", "```\n{/* podpath draw */}\n```\n", form: .mdx),
        Case("MDX in a tag", "<Tabs>\n{/* podpath draw */}\n{/* /podpath */}\n</Tabs>\n", "draw", form: .mdx),
        Case("dashes in MDX are a word", "{/* podpath draw a--b */}\n{/* /podpath */}\n", "draw a--b", form: .mdx),
        Case("MDX's comments are none in Markdown", "{/* podpath draw */}\n{/* /podpath */}\n"),
        Case("a reference", "[//]: # (podpath draw a)\n\n[//]: # (/podpath)\n", "draw a"),
        Case("a reference in quotation marks", "[//]: # \"podpath draw a\"\n\n[//]: # '/podpath'\n", "draw a"),
        Case("a reference right above its end", "[//]: # (podpath draw)\n[//]: # (/podpath)\n", "draw"),
        Case("a reference within a paragraph is none", "text\n[//]: # (podpath draw)\n"),
        Case("a reference over lines", "[//]: # (podpath draw\n  a b)\n\n[//]: # (/podpath)\n", "draw a b"),
        Case("two forms", "\(begin)\n\n[//]: # (/podpath)\n", "3:1: block-ends-elsewhere"),
    ]

    @Test("What CommonMark makes of it", arguments: markers + others)
    func table(_ item: Case) {
        #expect(Self.found(item.text, item.form) == item.expected)
    }

    @Test("A comment within a comment ends the outer one, and what follows is text")
    func nestedComment() {
        // CommonMark 0.31, 4.6: a comment ends at the first `-->`.
        #expect(Self.found("<!--\n\(Self.begin)\n\(Self.end)\n-->\n", .markdown) == ["3:1: block-not-begun"])
    }

    @Test("Invalid UTF-8 within a block costs that block; outside it is nobody's business")
    func invalid() {
        let inside = Array("\(Self.begin)\n".utf8) + [0xFF, 0x0A] + Array("\(Self.end)\n".utf8)
        #expect(Document(path: "a.md", bytes: inside, form: .markdown).findings.map(\.identifier) == ["block-invalid-utf-8"])
        let outside = [0xFF, 0x0A, 0x0A] + Array(Self.block.utf8)
        #expect(Document(path: "a.md", bytes: outside, form: .markdown).blocks.count == 1)
    }

    @Test("A line of a mebibyte, and a marker over its limit")
    func long() {
        #expect(Self.found(String(repeating: "a ", count: 1 << 19) + "\n\n" + Self.block, .markdown) == ["draw"])
        let marker = "<!-- podpath draw \(String(repeating: "a", count: 64 << 10)) -->\n\(Self.end)\n"
        #expect(Self.found(marker, .markdown) == ["1:1: block-marker-too-long", "2:1: block-not-begun"])
    }

    @Test(
        "Headings begin one level below the last one above: ATX, setext, not those of code, blocks and front matter",
        arguments: [
            ("", 2), ("# A\n\n", 2), ("## A\n\n### B\n\n", 4), ("A\n===\n\n", 2), ("A\n---\n\n", 3), ("###### A\n\n", 6),
            ("# A\n\n```\n### B\n```\n\n", 2), ("---\n## a\n---\n\n", 2), ("## A\n\n\(begin)\n\n### B\n\n\(end)\n\n", 3),
            ("# A\n\n#B\n\n", 2),
        ])
    func levels(above: String, level: Int) {
        let document = Document(path: "a.md", bytes: Array((above + Self.block).utf8), form: .markdown)
        #expect(document.blocks.last?.headingLevel == level)
    }

    @Test("Random documents: bytes outside of blocks stay, and what was filled is current", arguments: 0..<20)
    func fuzz(part: Int) {
        let pieces = [
            "text\n", "\n", "# H\n", "- item\n", "  ", "    ", "> ", "```\n", "~~~\n", "<details>\n", "<pre>\n", "</pre>\n", "\t", "\r\n",
            "\r", "1. a\n",
            "\u{FEFF}", "ä🙂\n", "<!-- a -->\n", "<!--\n", "-->\n", "| a |\n| - |\n", "---\n", "[//]: # (podpath draw)\n",
            "[//]: # (/podpath)\n", Self.begin,
            Self.begin + "\n", Self.end, Self.end + "\n", "\(Self.begin)\n\(Self.end)\n", "`", "\"",
        ]
        var random = RandomPolicies.Generator(seed: UInt64(part))
        for _ in 0..<500 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...14, using: &random) {
                bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
                if Int.random(in: 0..<40, using: &random) == 0 { bytes.append(UInt8.random(in: 0...255, using: &random)) }
            }
            let old = Document(path: "a.md", bytes: bytes, form: .markdown)
            let text = BlockText("# A\n\n- b\n  - c\n\n```\nd\n```\n", level: 2)
            let new = Document(path: "a.md", bytes: old.bytes(with: old.blocks.map { ($0, text) }), form: .markdown)
            #expect(Self.outside(old) == Self.outside(new), "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
            #expect(new.blocks.count == old.blocks.count, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
            #expect(new.blocks.allSatisfy { text.isCurrent(in: $0, of: new) })
        }
    }

    private static func outside(_ document: Document) -> [UInt8] {
        var rest = document.bytes
        for block in document.blocks.reversed() { rest.removeSubrange(block.range) }
        return rest
    }

    /// The words of blocks, and the places and identifiers of findings.
    private static func found(_ text: String, _ form: DocumentForm) -> [String] {
        let document = Document(path: "a.md", bytes: Array(text.utf8), form: form)
        return document.blocks.map { block in
            block.words.map { word in (word.key.map { "\($0)=" } ?? "") + word.value }.joined(separator: " ")
        } + document.findings.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0): \($0.identifier)" }
    }
}
