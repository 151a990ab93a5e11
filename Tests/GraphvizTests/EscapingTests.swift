import SafeText
import Testing

@testable import Graphviz

@Suite("Untrusted text comes back from libgvc as it went in")
struct EscapingTests {
    static let hostile = [
        "plain", "\\N \\G \\L \\l", "back\\", "\"quoted\"", "<b>bold</b>", "&lt;b&gt;", "&#1;", "]]>", "-->", "a\u{0}b", "\u{1B}[31m",
        "{record|x}",
        "%27", "http://x/\" onclick=\"alert(1)", "javascript:alert(1)", "日本語 👩‍💻", "שלום", ";", "a;b", "\u{202E}gnp", "${x} `y` $(z)",
        "digraph",
        String(repeating: "x", count: 5000),
    ]

    /// The text of the only `<text>` element, entities decoded by the same real parser that reads every figure.
    private func shown(_ label: AttributeList.Value) throws -> [String] {
        var graph = DOTGraph(attributes: [:], nodeDefaults: [:], edgeDefaults: [:])
        graph.statements = [.node(NodeStatement(NodeID(0), ["label": label, "tooltip": .string(DOTString("x"))]))]
        let document = try SVGDocument(try Renderer().render(DOTEncoder.encode(graph), as: .svg))
        return texts(document.root)
    }

    private func texts(_ node: SVGDocument.Node) -> [String] {
        node.children.flatMap { child -> [String] in
            switch child {
            case .element(let inner): texts(inner)
            case .text(let text): node.name == "text" ? [text] : []
            }
        }
    }

    @Test(arguments: hostile)
    func htmlLabel(text: String) throws {
        let table = HTMLTable([[HTMLCell(.text([HTMLRun(text, size: 10, colour: .text)]))]])
        // Runs of spaces are written as no-break spaces; nothing else may change.
        #expect(try shown(.html(table)).map { $0.replacing("\u{A0}", with: " ") } == [TerminalText(text).text])
    }

    @Test(arguments: hostile)
    func stringLabel(text: String) throws {
        #expect(try shown(.string(DOTString(text))).map { $0.replacing("\u{A0}", with: " ") } == [TerminalText(text).text])
    }
}
