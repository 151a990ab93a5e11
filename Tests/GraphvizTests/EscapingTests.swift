import Foundation
import FoundationXML
import SafeText
import Testing

@testable import Graphviz

@Suite("Untrusted text comes out as it went in")
struct EscapingTests {
    static let hostile = [
        "plain", "\\N \\G \\L \\l", "back\\", "\"quoted\"", "<b>bold</b>", "&lt;b&gt;", "&#1;", "]]>", "-->", "a\u{0}b", "\u{1B}[31m",
        "{record|x}",
        "%27", "http://x/\" onclick=\"alert(1)", "javascript:alert(1)", "日本語 👩‍💻", "שלום", ";", "a;b", "\u{202E}gnp", "${x} `y` $(z)",
        "digraph", "  two  spaces ",
        String(repeating: "x", count: 5000),
    ]

    private func graph(_ text: String) -> DOTGraph {
        let table = HTMLTable([[HTMLCell(.text([HTMLRun(text, size: 10, colour: .text)]))]])
        return LaidOutFigureTests.graph([LaidOutFigureTests.box(0, text, label: table)])
    }

    @Test(
        "In the SVG, by a real XML parser: the text, the tooltip, and no element or attribute that a figure does not hold",
        arguments: hostile)
    func svg(text: String) throws {
        let description = SVGDescription(title: text, text: text, idPrefix: text)
        let bytes = SVGWriter.write(try LaidOutFigureTests.laidOut(graph(text)), description)
        let reader = Reader(Data(bytes))
        #expect(reader.isWellFormed)
        #expect(reader.texts == [TerminalText(text).text])
        #expect(reader.titles.contains("why \(TerminalText(text).text)"))
        #expect(reader.elements.subtracting(["svg", "title", "desc", "style", "g", "rect", "text"]).isEmpty)
        #expect(reader.attributes.allSatisfy { !$0.hasPrefix("on") && !["href", "style"].contains($0) })
    }

    @Test("In DOT, for whoever renders it: libgvc's own drawing has the text", arguments: hostile)
    func dot(text: String) throws {
        let dot = DOTEncoder.encode(graph(text))
        let drawn = try LibraryRenderer().render([RenderJob(dot: dot, format: .drawing)])[0].get()
        // Runs of spaces are written as no-break spaces; nothing else may change.
        let words = String(decoding: drawn, as: UTF8.self).replacing("\u{A0}", with: " ")
        #expect(words.contains("-\(TerminalText(text).text) "))
    }

    /// What a picture holds.
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: Set<String> = []
        var attributes: Set<String> = []
        var texts: [String] = []
        var titles: [String] = []
        private(set) var isWellFormed = false
        private var text: String?

        init(_ data: Data) {
            super.init()
            let parser = XMLParser(data: data)
            parser.delegate = self
            isWellFormed = parser.parse()
        }

        func parser(
            _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
            attributes values: [String: String] = [:]
        ) {
            elements.insert(name)
            attributes.formUnion(values.keys)
            text = name == "text" || name == "title" ? "" : nil
        }

        func parser(_: XMLParser, foundCharacters more: String) { text? += more }

        func parser(_: XMLParser, didEndElement name: String, namespaceURI _: String?, qualifiedName _: String?) {
            guard let words = text else { return }
            if name == "text" { texts.append(words) } else if name == "title" { titles.append(words) }
            text = nil
        }
    }
}
