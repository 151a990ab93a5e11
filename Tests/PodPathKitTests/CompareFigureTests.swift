import KubeCluster
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The figure of a change")
struct CompareFigureTests {
    private let before = Resolved(files: Project.sources("docs/compare/before.yaml")).cluster
    private let after = Resolved(files: Project.sources("docs/compare/after.yaml")).cluster

    private func draw(_ old: Cluster?, _ new: Cluster) -> Figure? {
        var request = FigureRequest()
        request.old = old
        return CompareFigure().figures(of: new, for: request).first
    }

    @Test("What came, what went, and what changed in place, each a step with its evidence")
    func change() throws {
        let figure = try #require(draw(before, after))
        let boxes = figure.elements.map { "\($0.eyebrow) \($0.name)" }
        #expect(
            Set(boxes) == [
                "SERVICE web", "DEPLOYMENT web", "SERVICE · new orders", "DEPLOYMENT · new orders", "SERVICE · gone api",
                "DEPLOYMENT · gone api",
            ])
        #expect(figure.elements.filter { $0.role == .gone }.map(\.name) == ["api", "api"])
        let notes = Set(figure.elements.flatMap { element in element.notes.map { "\(element.name): \($0.text)" } })
        #expect(
            notes == [
                "web: type ClusterIP → NodePort", "web: replicas 1 → 3", "orders: new", "api: gone", "orders: new name",
                "api: name is gone",
            ])
        let arrows = figure.connections.map { arrow in
            "\(figure.elements[arrow.from].name) \(arrow.role == .missing ? "x>" : "->") \(figure.elements[arrow.to].name) \(arrow.label ?? "")"
        }
        #expect(Set(arrows) == ["web -> orders new", "web x> api gone", "web -> web ", "orders -> orders ", "api x> api "])
        let call = try #require(figure.steps.first { $0.text == "Deployment default/web now calls Service default/orders." })
        #expect(call.because.first?.location.file == "docs/compare/after.yaml")
        #expect(call.because.first?.location.line == 18)
        let numbers = figure.connections.compactMap(\.step) + figure.elements.flatMap { $0.notes.map(\.step) }
        #expect(numbers.sorted() == Array(1...figure.steps.count), "each sentence has its place in the picture, once")
    }

    @Test("Nothing differs, or nothing is given to compare with: no figure")
    func nothing() {
        #expect(draw(after, after) == nil)
        #expect(draw(nil, after) == nil)
    }

    @Test("A call to what the newer manifests do not hold leads to a box that says so")
    func notFound() throws {
        let client = { (name: String) in
            Manifest.pod("client", spec: "initContainers: [{name: i, env: [{name: API_URL, value: 'http://\(name):80'}]}]")
        }
        let figure = try #require(
            draw(Resolved(client("web") + Manifest.service()).cluster, Resolved(client("api.shop.svc") + Manifest.service()).cluster))
        let missing = try #require(figure.elements.first { $0.name == "api" })
        #expect(missing.role == .missing && missing.eyebrow == "SERVICE · not found")
        #expect(figure.connections.filter { $0.role == .missing }.map(\.label) == ["new"])
        #expect(figure.remarks.first?.contains("not found in the newer manifests") == true)
    }

    @Test("A call on another port has both ports on its arrow; one that the Service does not serve does not arrive")
    func ports() throws {
        let client = { (port: Int) in
            Manifest.pod(
                "client", labels: "app: client", spec: "initContainers: [{name: i, env: [{name: API_URL, value: 'http://web:\(port)'}]}]")
        }
        let change = { (old: Int, new: Int) in
            self.draw(Resolved(client(old) + Manifest.service()).cluster, Resolved(client(new) + Manifest.service()).cluster)
        }
        let right = try #require(change(8080, 80)?.connections.first)
        #expect(right.label == "8080 → 80" && right.note == nil && right.role == .traffic)
        let figure = try #require(change(80, 8080))
        let wrong = try #require(figure.connections.first)
        #expect(wrong.label == "80 → 8080" && wrong.note == "8080 is not served, 80 is" && wrong.role == .denied)
        #expect(figure.steps[0].text.hasSuffix("Service default/web does not serve 8080, but 80."))
    }

    @Test("The figure tells what the text lists, policies and names too", arguments: ["docs/compare/after.yaml", "samples/policies"])
    func sameList(newer: String) throws {
        let after = Resolved(files: Project.sources(newer)).cluster
        let report = ComparisonReport.differences(ClusterComparison(from: before, to: after), FigureRequest())
        let figure = try #require(draw(before, after))
        #expect(figure.title.contains("\(report.count) differences"))
        #expect(figure.steps.map(\.text) == report.prefix(16).map(English.difference))
        #expect(newer.hasSuffix("yaml") || report.contains { $0.field == .policy } && report.contains { $0.field == .name })
    }

    @Test("Many differences are cut, and counted")
    func many() throws {
        let services = (0..<30).map { Manifest.service("s\($0)") }.joined()
        let figure = try #require(draw(Resolved(Manifest.pod("a")).cluster, Resolved(Manifest.pod("a") + services).cluster))
        #expect(figure.steps.count == 16)
        #expect(figure.remarks.contains { $0.contains("44 more differences") })
    }
}
