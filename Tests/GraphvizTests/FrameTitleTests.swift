import Testing

@testable import Graphviz

@Suite("A frame's title stands where no arrow passes")
struct FrameTitleTests {
    /// Where the title of a frame from 0 to 200 stands that libgvc put at 9.5, 54 points wide, with arrows straight down at these places.
    private func place(_ arrows: [Double]) throws -> Double? {
        let group = { (kind: LaidOutFigure.Kind, items: [LaidOutFigure.Item]) in
            LaidOutFigure.Group(kind: kind, id: "x", role: "", tooltip: "", items: items)
        }
        var figure = LaidOutFigure(width: 300, height: 120, figure: group(.figure, []))
        let box = LaidOutFigure.Shape(outline: .box(LaidOutFigure.Point(x: 0, y: 60), width: 200, height: 60, radius: 12), stroke: .muted)
        let title = LaidOutFigure.Line(
            runs: [HTMLRun("namespace", size: 10, colour: .mutedText)], place: LaidOutFigure.Point(x: 9.5, y: 72), alignment: .left)
        figure.frames = [group(.frame, [.shape(box), .line(title)])]
        figure.arrows = arrows.map { x in
            let curve = LaidOutFigure.Outline.curve([40, 60, 80, 100].map { LaidOutFigure.Point(x: x, y: $0) })
            return group(.arrow, [.shape(LaidOutFigure.Shape(outline: curve, stroke: .fact))])
        }
        figure.clearTitles()
        guard case .line(let line)? = figure.frames[0].items.last else { return nil }
        return line.place.x
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
