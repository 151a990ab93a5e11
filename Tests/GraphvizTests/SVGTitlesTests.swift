import Testing

@testable import Graphviz

@Suite("A frame's title stands where no arrow passes")
struct SVGTitlesTests {
    /// Where the title of a frame from 0 to 200 stands that libgvc put at 9.5, 54 points wide, with arrows straight down at these places.
    private func place(_ arrows: [Int]) throws -> Double? {
        let edges = arrows.map {
            "<g id=\"e\($0)\" class=\"edge\"><title>e</title><path fill=\"none\" stroke=\"#424a53\" d=\"M\($0),-80C\($0),-60 \($0),-40 \($0),-20\"/></g>"
        }
        let svg = """
            <svg width="300pt" height="120pt" viewBox="0.00 0.00 300.00 120.00"><g id="figure" class="graph">
            <g id="frame" class="cluster"><title>f</title><rect fill="#ffffff" stroke="#8c959f" x="0" y="-60" width="200" height="60" rx="12"/>
            <text text-anchor="start" x="9.5" y="-48" font-family="sans" font-size="10.00" fill="#57606a">namespace</text></g>
            \(edges.joined())
            </g></svg>
            """
        let text = String(
            decoding: try SVGDocument(Array(svg.utf8)).encoded(SVGDescription(title: "t", text: "d", idPrefix: "x")), as: UTF8.self)
        let title = text.split(separator: "<text").last.flatMap { $0.split(separator: " x=\"").last }
        return title.flatMap { Double($0.prefix { $0 != "\"" }) }
    }

    @Test("It stays where nothing passes, and moves to the first free place beside what does")
    func moves() throws {
        #expect(try place([]) == 9.5)
        #expect(try place([120]) == 9.5)
        let beside = try #require(try place([30]))
        #expect(beside > 30 && beside < 40)
        let between = try #require(try place([30, 120]))
        #expect(between > 30 && between + 50 < 120)
    }

    @Test("It does not leave its frame: without a free place it stays")
    func stays() throws {
        #expect(try place([30, 60, 90, 120, 150, 180]) == 9.5)
    }
}
