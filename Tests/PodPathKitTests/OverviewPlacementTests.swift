import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// Where the overview's boxes stand, read back from the SVG: principle 8 of the style sheet, an overview is no wider than 860 pt.
@Suite("The overview's places")
struct OverviewPlacementTests {
    private struct Drawing {
        let svg: SVGGeometry
        let areas: [String: Rectangle]
        var size: (width: Double, height: Double) { (svg.viewBox.maxX - svg.viewBox.minX, svg.viewBox.maxY - svg.viewBox.minY) }
    }

    private func draw(_ yaml: String) throws -> Drawing { try draw(Resolved(yaml)) }

    private func draw(_ resolved: Resolved) throws -> Drawing {
        let figure = try #require(OverviewFigure().figures(of: resolved.cluster, for: FigureRequest()).first)
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        var areas: [String: Rectangle] = [:]
        for element in figure.elements { areas[element.name] = svg.boxes.first { $0.id.hasSuffix(element.id) }?.area }
        return Drawing(svg: svg, areas: areas)
    }

    /// A Service and its Deployment, which calls others.
    private static func service(_ name: String, calls: [String] = [], type: String = "ClusterIP") -> String {
        let variables = calls.enumerated().map { "{name: A\($0)_ADDR, value: '\($1):80'}" }.joined(separator: ", ")
        return """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: \(name)}
            spec: {type: \(type), selector: {app: \(name)}, ports: [{port: 80}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: \(name)}
            spec:
              selector: {matchLabels: {app: \(name)}}
              template:
                metadata: {labels: {app: \(name)}}
                spec: {containers: [{name: c, image: i, env: [\(variables)]}]}

            """
    }

    @Test("Services without calls stand in columns, read from the top, the way in first", arguments: [5, 20, 60])
    func grid(count: Int) throws {
        let names = (0..<count).map { "s\($0 + 10)" }
        let drawing = try draw(names.map { Self.service($0, type: $0 == "s10" ? "NodePort" : "ClusterIP") }.joined())
        #expect(drawing.size.width <= 860 && drawing.size.height <= 900)
        let lefts = Set(names.compactMap { drawing.areas[$0] }.map { Int($0.minX / 20) })
        #expect(lefts.count <= 6)
        let first = try #require(drawing.areas["s10"]), second = try #require(drawing.areas["s11"])
        #expect(names.compactMap { drawing.areas[$0]?.minY }.allSatisfy { $0 > first.minY - 10 })
        #expect(second.minY > first.maxY)
    }

    @Test("Small groups that call one another stand side by side")
    func shelves() throws {
        let groups = (0..<6).map { group in
            Self.service("g\(group)", calls: (0..<3).map { "g\(group)-\($0)" })
                + (0..<3).map { Self.service("g\(group)-\($0)") }.joined()
        }
        let drawing = try draw((groups + (10..<46).map { Self.service("s\($0)") }).joined())
        #expect(drawing.size.width <= 860 && drawing.size.height <= 1200)
        let heights = (0..<6).compactMap { drawing.areas["g\($0)"]?.minY }.map { Int($0 / 10) }
        #expect(Set(heights).count == 3)
        #expect(GeometryFaults(svg: drawing.svg).all == [])
    }

    @Test("A group that is reached from outside stays at the left, where nothing is in its arrow's way")
    func reached() throws {
        let groups = (0..<4).map { group in
            Self.service("g\(group)", calls: ["g\(group)-0"], type: group == 3 ? "NodePort" : "ClusterIP") + Self.service("g\(group)-0")
        }
        let drawing = try draw((groups + (10..<20).map { Self.service("s\($0)") }).joined())
        let lefts = (0..<4).compactMap { drawing.areas["g\($0)"]?.minX }
        #expect(lefts.count == 4)
        #expect(lefts.min() ?? 0 > (lefts.last ?? 0) - 20)
        #expect(GeometryFaults(svg: drawing.svg).all == [])
    }

    @Test("A long chain of calls, a circle and a net of them end, and make no band")
    func depth() throws {
        let chain = (0..<30).map { Self.service("c\($0)", calls: (0..<$0).map { "c\($0)" }) }.joined()
        #expect(try draw(chain).size.width <= 1000)
        let circle = (0..<12).map { Self.service("c\($0)", calls: ["c\(($0 + 1) % 12)", "c\(($0 + 5) % 12)"]) }.joined()
        #expect(try draw(circle).size.width <= 1200)
    }

    @Test("Seven columns of calls are laid out as dot does it: every arrow leads to the right")
    func short() throws {
        let chain = (0..<7).map { Self.service("c\($0)", calls: (0..<$0).map { "c\($0)" }) }.joined()
        let drawing = try draw(chain)
        let lefts = (0..<7).reversed().compactMap { drawing.areas["c\($0)"]?.minX }
        #expect(lefts == lefts.sorted() && Set(lefts).count == 7)
    }
}
