import Foundation
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("Every figure's geometry: nothing overlaps, no text leaves its box, no label lies on what it does not belong to")
struct GeometryTests {
    static let inputs =
        folders("samples")
        + ["online-boutique", "sock-shop", "guestbook", "bookinfo"].map { "Tests/Fixtures/applications/\($0).yaml" }
        + ["one-pod", "long", "scripts", "sixty-services", "crowded-ingress", "wordpress"].map { "Tests/Fixtures/looks/\($0).yaml" }

    /// Every sample there is, without a list.
    private static func folders(_ path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(Project.root)/\(path)")) ?? []
        return names.filter { !$0.contains(".") }.sorted().map { "\(path)/\($0)" }
    }

    /// The first figures of each kind: sixty Services look alike.
    static func some(_ figures: [Figure], _ number: Int) -> [Figure] {
        var counts: [String: Int] = [:]
        return figures.filter { figure in
            counts[figure.kind, default: 0] += 1
            return counts[figure.kind, default: 0] <= number
        }
    }

    private func faults(_ files: [SourceFile], from old: [SourceFile]? = nil, _ look: FigureLook = FigureLook()) -> [String] {
        var generator = Generator()
        generator.look = look
        var diagnostics = Diagnostics()
        var request = FigureRequest()
        request.old = old.map { Resolved(files: $0).cluster }
        let kinds: [any FigureKind] = old == nil ? FigureCatalog.all : [CompareFigure()]
        let figures = generator.figures(kinds, of: Resolved(files: files).cluster, for: request)
        if old != nil, figures.isEmpty { return ["nothing differs"] }
        return Self.some(figures, 15).flatMap { figure -> [String] in
            guard let bytes = generator.print(figure, as: .svg, &diagnostics) else { return ["\(figure.id) is not drawn"] }
            let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
            // Figures of calls have boxes that stand for others.
            if figure.isPlaced, figure.layout != .calls, svg.boxes.count != figure.elements.count { return ["\(figure.id) lacks boxes"] }
            if figure.isPlaced { return PlacedFaults(svg: svg).all.map { "\(figure.id): \($0)" } }
            guard svg.boxes.count == figure.elements.count, svg.frames.count == figure.groups.count else {
                return ["\(figure.id): \(svg.boxes.count) boxes and \(svg.frames.count) frames were read back"]
            }
            return GeometryFaults(svg: svg).all.map { "\(figure.id): \($0)" }
        }
    }

    @Test("Samples and applications", arguments: inputs)
    func samples(path: String) {
        #expect(faults(Project.sources(path)) == [])
    }

    @Test("From top to bottom, with a legend", arguments: inputs)
    func otherLooks(path: String) {
        var look = FigureLook()
        look.direction = .topToBottom
        look.hasLegend = true
        #expect(faults(Project.sources(path), from: nil, look) == [])
    }

    @Test("With nothing but names", arguments: inputs)
    func names(path: String) {
        var look = FigureLook()
        look.hidden = Set(FigureLook.Part.allCases)
        #expect(faults(Project.sources(path), from: nil, look) == [])
    }

    @Test("Text stands in the middle of its label and number in the middle of its badge, beyond ASCII and in bold too")
    func middle() throws {
        let cluster = Resolved(files: Project.sources("samples/shop")).cluster
        var request = FigureRequest()
        request.focus = "Service/data/catalog-db"
        let figure = try #require(ServiceFigure().figures(of: cluster, for: request).first)
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        var texts: [String] = []
        for box in SVGGeometry(String(decoding: bytes, as: UTF8.self)).boxes {
            // Badges and the labels of Services.
            let labels = box.shapes.filter { $0.isCurved && ["#005a8c", "#fdf6d0"].contains($0.fill) }
            for text in box.texts {
                let middle = (x: (text.area.minX + text.area.maxX) / 2, y: (text.area.minY + text.area.maxY) / 2)
                guard let label = labels.first(where: { $0.area.contains(middle.x, middle.y) }) else { continue }
                #expect(abs(middle.x - (label.area.minX + label.area.maxX) / 2) < 1, "\(text.text)")
                texts.append(text.text)
            }
        }
        #expect(texts.contains("app=catalog-db"))
    }

    // MARK: Two sets of manifests

    /// Each sample as if another had been there before, an application that grew, and a change with all that a comparison can tell.
    static let pairs: [(old: String, new: String)] =
        [("docs/compare/before.yaml", "docs/compare/after.yaml")]
        + zip(folders("samples"), folders("samples").dropFirst()).map { ($0, $1) }
        + [("Tests/Fixtures/looks/one-pod.yaml", "samples/shop"), ("samples/shop", "Tests/Fixtures/looks/one-pod.yaml")]
        + [("Tests/Fixtures/applications/guestbook.yaml", "Tests/Fixtures/applications/online-boutique.yaml")]
        + [("Tests/Fixtures/looks/long.yaml", "Tests/Fixtures/looks/scripts.yaml")]

    @Test("What changed from one set of manifests to another", arguments: pairs)
    func changes(old: String, new: String) {
        #expect(faults(Project.sources(new), from: Project.sources(old)) == [])
        var look = FigureLook()
        look.direction = .topToBottom
        look.hasLegend = true
        #expect(faults(Project.sources(new), from: Project.sources(old), look) == [])
    }

    @Test("A change of everything at once: types, ports, selectors, calls, a move, a gap, long names")
    func everyChange() {
        let files = { (name: String, text: String) in [SourceFile(path: name, text: text)] }
        let old = files("old.yaml", Self.hard(isNew: false)), new = files("new.yaml", Self.hard(isNew: true))
        #expect(faults(new, from: old) == [])
        #expect(faults(old, from: new) == [], "and back")
    }

    private static func hard(isNew: Bool) -> String {
        let long = String(repeating: "a-long-name-", count: 5) + "end"
        let caller = { (name: String, namespace: String, urls: [String]) in
            let variables = urls.enumerated().map { "{name: URL_\($0), value: 'http://\($1)'}" }.joined(separator: ", ")
            return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: \(name), namespace: \(namespace)}
                spec:
                  replicas: \(isNew ? 3 : 1)
                  selector: {matchLabels: {app: \(name)}}
                  template:
                    metadata: {labels: {app: \(name)}}
                    spec: {containers: [{name: c, env: [\(variables)], ports: [{name: http, containerPort: 8080}]}]}

                """
        }
        let service = { (name: String, namespace: String, spec: String, target: String) in
            Manifest.service(
                name, selector: "app: \(name)", namespace: namespace, ports: "{name: http, port: 80, targetPort: \(target)}", spec: spec)
        }
        return isNew
            ? caller("web", "shop", ["cart.shop:81", "\(long).other", "nothing.shop", "api.shop"])
                + caller("api", "shop", ["web.shop", "cart.shop"]) + caller(long, "other", ["web.shop"])
                + service("web", "shop", "type: LoadBalancer", "http") + service("api", "shop", "clusterIP: None", "8080")
                + service("cart", "payments", "", "http") + service(long, "other", "type: NodePort", "8080")
            : caller("web", "shop", ["cart.shop", "api.shop:8080", "old.shop"]) + caller("api", "shop", ["web.shop"])
                + caller("old", "shop", ["web.shop", "api.shop"]) + service("web", "shop", "", "8080") + service("api", "shop", "", "http")
                + service("cart", "shop", "", "9090") + service("old", "shop", "", "http")
    }

    // MARK: The check itself

    /// Two boxes, a frame and an arrow with a label, each where the argument says.
    private static func drawing(
        a: String = "20,20 80,20 80,60 20,60", b: String = "200,20 260,20 260,60 200,60", frame: String = "10,5 300,5 300,100 10,100",
        text: String = "name", label: (Int, Int) = (120, 30), line: String = "M80,40C120,40 160,40 190,40"
    ) -> SVGGeometry {
        SVGGeometry(
            """
            <svg viewBox="0.00 0.00 400.00 200.00">
            <g id="figure" class="graph x">
            <polygon fill="#ffffff" stroke="none" points="0,0 400,0 400,200 0,200"/>
            <g id="frame" class="cluster namespace">
            <polygon fill="#ffffff" stroke="#8c959f" points="\(frame)"/>
            <text text-anchor="start" x="15" y="16" font-family="Helvetica,Arial,sans-serif" font-size="10" fill="#57606a">frame</text>
            </g>
            <g id="a" class="node pod">
            <polygon fill="#e6f1f8" stroke="#0072b2" points="\(a)"/>
            <text text-anchor="start" x="25" y="40" font-family="Helvetica,Arial,sans-serif" font-size="12" fill="#1f2328">\(text)</text>
            </g>
            <g id="b" class="node pod">
            <polygon fill="#e6f1f8" stroke="#0072b2" points="\(b)"/>
            </g>
            <g id="a--b" class="edge traffic">
            <path fill="none" stroke="#424a53" d="M80,40C120,40 160,40 190,40"/>
            <text text-anchor="start" x="\(label.0)" y="\(label.1)" font-family="Helvetica,Arial,sans-serif" font-size="10" fill="#1f2328">:80</text>
            </g>
            <g id="other" class="edge traffic">
            <path fill="none" stroke="#424a53" d="\(line)"/>
            </g>
            </g>
            </svg>
            """)
    }

    @Test("A drawing without a fault has none")
    func faultless() {
        #expect(GeometryFaults(svg: Self.drawing()).all == [])
    }

    @Test("Every fault is found")
    func found() {
        let overlap = Self.drawing(b: "60,30 120,30 120,70 60,70", label: (150, 90), line: "M120,40C120,40 160,40 190,40")
        #expect(GeometryFaults(svg: overlap).all.contains("boxes a and b overlap"))
        #expect(
            GeometryFaults(svg: Self.drawing(text: "much too long a name")).all.contains {
                $0.hasPrefix("\"much too long a name\" leaves a by")
            })
        #expect(GeometryFaults(svg: Self.drawing(label: (205, 45))).all == ["the label of a--b lies on b"])
        #expect(GeometryFaults(svg: Self.drawing(label: (18, 17))).all.contains("the label of a--b lies on the title of frame"))
        #expect(
            GeometryFaults(svg: Self.drawing(line: "M125,90C125,60 125,40 125,10")).all == ["the label of a--b lies on the line of other"])
        #expect(
            GeometryFaults(svg: Self.drawing(line: "M150,80C180,80 230,60 340,0")).all.contains {
                $0 == "the line of other passes through b"
            })
        #expect(
            GeometryFaults(svg: Self.drawing(line: "M25,90C25,60 25,20 25,2")).all.contains("the line of other crosses the title of frame"))
        #expect(
            GeometryFaults(svg: Self.drawing(frame: "10,5 240,5 240,100 10,100")).all == ["box b lies across the border of frame"])
        #expect(GeometryFaults(svg: Self.drawing(label: (395, 150))).all.contains { $0.hasPrefix("\":80\" leaves the picture") })
    }
}
