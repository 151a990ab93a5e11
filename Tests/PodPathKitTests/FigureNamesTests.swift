import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("Ids of figures, boxes and arrows: files and elements that nothing else is named like")
struct FigureNamesTests {
    /// Service `c` of namespace `a-b`, Service `b-c` of namespace `a`, each with its Pod, and one whose own name is the next free one.
    static let twins =
        [("a", "b-c"), ("a-b", "c"), ("a-b", "c-2")].map { namespace, name in
            Manifest.workload("Deployment", name, labels: "app: \(name)", namespace: namespace, spec: "replicas: 1")
                + Manifest.service(name, selector: "app: \(name)", namespace: namespace)
        }.joined()

    private func figures(_ yaml: String, _ kinds: [any FigureKind] = FigureCatalog.all) -> [Figure] {
        Generator().figures(kinds, of: Resolved(yaml).cluster, for: FigureRequest())
    }

    @Test("Two objects whose names join to the same: the second one gets a number that is free, the others keep their names")
    func files() {
        #expect(
            figures(Self.twins, [ServiceFigure()]).map { "\($0.id): \($0.title.prefix(11))" } == [
                "service-a-b-c: Service b-c", "service-a-b-c-3: Service c: ", "service-a-b-c-2: Service c-2",
            ])
        #expect(figures(Manifest.service("c", namespace: "a-b"), [ServiceFigure()]).map(\.id) == ["service-a-b-c"])
    }

    @Test("A name is at most 200 bytes, and disks that do not tell upper from lower case hold both")
    func disks() {
        func named(_ ids: [String]) -> [String] {
            ids.map { Figure(kind: "service", id: $0, title: "", description: "", layout: .flow) }.withDistinctNames().map(\.id)
        }
        #expect(named(["service-a-B", "service-a-b", "service-a-B"]) == ["service-a-B", "service-a-b-2", "service-a-B-3"])
        let long = String(repeating: "x", count: 253)
        #expect(named([long + "1", long + "2"]) == [String(repeating: "x", count: 200), String(repeating: "x", count: 200) + "-2"])
        #expect(named(["a", "a", "a-2", "a", "a-2"]) == ["a", "a-3", "a-2", "a-4", "a-2-2"])
        #expect(named([]) == [])
    }

    @Test("No id stands twice in an SVG", arguments: ["overview", "service", "dns-records", "network-model"])
    func elements(kind: String) throws {
        var diagnostics = Diagnostics()
        let figures = figures(Self.twins, [try #require(FigureCatalog.kind(kind))])
        #expect(!figures.isEmpty)
        for figure in figures {
            let svg = String(decoding: try #require(Generator().print(figure, as: .svg, &diagnostics)), as: UTF8.self)
            let ids = svg.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(figure.id): \(Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys)")
        }
    }

    @Test("The explanation shows each of the two its own picture")
    func explanation() throws {
        let cluster = Resolved(Self.twins).cluster
        let figures = Generator().figures(of: cluster, for: FigureRequest())
        let text = try Generator().explanation(
            of: cluster, for: FigureRequest(), figures: figures.map { ($0, "\($0.id).svg") }, Diagnostics())
        for (name, file) in [("b-c", "service-a-b-c"), ("c", "service-a-b-c-3"), ("c-2", "service-a-b-c-2")] {
            #expect(text.contains("![Service \(name): port 80 reaches 1 Pod](\(file).svg)"), "\(name)")
        }
    }
}
