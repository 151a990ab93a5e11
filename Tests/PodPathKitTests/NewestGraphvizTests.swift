import Foundation
import Graphviz
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// Tests/NewestGraphviz/run has another version of Graphviz lay out the same graphs in a folder, between these two suites.
private enum NewestGraphviz {
    static let folder = ProcessInfo.processInfo.environment["PODPATH_NEWEST_GRAPHVIZ"]

    /// Every figure of every sample, and the graph that is laid out for it.
    static func figures() -> [(name: String, figure: Figure, graph: DOTGraph)] {
        PrintingTests.samples.flatMap { sample in
            Generator().figures(of: Resolved(files: Project.sources("samples/\(sample)")).cluster, for: FigureRequest()).map {
                let planned = PlannedFigures(renderer: LibraryRenderer()).graphs(of: [($0, FigureLook())], isBitmap: false)[0]
                return ("\(sample)-\($0.id)", $0, planned ?? FigureGraph($0).graph)
            }
        }
    }
}

@Suite("Graphs for another Graphviz", .enabled(if: NewestGraphviz.folder != nil))
struct NewestGraphvizWriting {
    @Test("Each figure's graph is written")
    func write() throws {
        let folder = try #require(NewestGraphviz.folder)
        for (name, _, graph) in NewestGraphviz.figures() {
            try Data(DOTEncoder.encode(graph, for: .layout).utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).dot"))
        }
    }
}

@Suite("Drawings of another Graphviz", .enabled(if: NewestGraphviz.folder != nil))
struct NewestGraphvizReading {
    @Test("Each is read, and holds every box, frame, arrow and line of text")
    func read() throws {
        let folder = try #require(NewestGraphviz.folder)
        var count = 0
        for (name, figure, graph) in NewestGraphviz.figures() {
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).drawing")))
            let drawn = SVGGeometry(
                String(
                    decoding: SVGWriter.write(try LaidOutFigure(bytes, of: graph), SVGDescription(title: "t", text: "d", idPrefix: "x")),
                    as: UTF8.self))
            if figure.isPlaced {
                #expect(PlacedFaults(svg: drawn).all == [], "\(name)")
                count += 1
                continue
            }
            #expect(drawn.boxes.count == figure.elements.count, "\(name)")
            #expect(drawn.frames.count == figure.groups.count, "\(name)")
            #expect(drawn.arrows.count == figure.connections.count { $0.role != .order && !figure.isWithinBox($0) }, "\(name)")
            #expect(drawn.boxes.allSatisfy { !$0.texts.isEmpty && !$0.shapes.isEmpty }, "\(name)")
            count += 1
        }
        #expect(count > 50)
    }
}
