import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// What the lines of a host's table lead to, where one line stands for several ways.
@Suite("The lines of a host's table")
struct IngressLinesTests {
    private func figure(_ yaml: String) throws -> Figure {
        try #require(IngressFigure().figures(of: Resolved(yaml).cluster, for: FigureRequest()).first)
    }

    /// `role: goal` for the arrows that leave hosts' tables, each with its number.
    private func arrows(_ figure: Figure) -> [String] {
        figure.connections.filter { $0.row != nil }.map {
            "\($0.role): \(figure.elements[$0.to].name)" + ($0.step.map { " \($0)" } ?? "")
        }
    }

    private func host(_ figure: Figure) throws -> Figure.Element { try #require(figure.elements.first { $0.role == .ingress }) }

    @Test("The port of a Service with a long name stands below it; an address has none")
    func longName() throws {
        let name = "gitlab-webservice-default"
        let yaml = Manifest.pod("a") + Manifest.service(name) + Manifest.shopIngress.replacing("name: web,", with: "name: \(name),")
        let figure = try figure(yaml)
        #expect(try host(figure).rows.map(\.goal) == ["\(name):80"])
        var diagnostics = Diagnostics()
        let drawing = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let texts = SVGGeometry(String(decoding: drawing, as: UTF8.self)).boxes.flatMap(\.texts).map(\.text)
        #expect(texts.contains(name) && texts.contains(":80") && !texts.contains { $0.contains("…") })
        #expect(TableColumns.below(.init(name: "web", goal: "AAAA fd00:10:244::aaaa:bbbb:cccc")) == nil)
    }

    // MARK: parentRefs, each of which attaches by itself (gateway.networking.k8s.io, CommonRouteSpec.parentRefs)

    private func gateway(_ spec: String, port: Int = 80) -> String {
        """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec: {gatewayClassName: c, listeners: [{name: web, port: 80, protocol: HTTP, hostname: "*.example.com"}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: front}
        spec: {\(spec), rules: [{backendRefs: [{name: web, port: \(port)}]}]}

        """
    }

    @Test(
        "A route that attaches by one parentRef of two is drawn as attached, whichever comes first; the other is a remark",
        arguments: ["{name: edge, sectionName: wbe}, {name: edge, sectionName: web}", "{name: edge}, {name: edge, sectionName: wbe}"])
    func parents(parents: String) throws {
        let figure = try figure(
            Manifest.pod("a") + Manifest.service() + gateway("hostnames: [a.example.com], parentRefs: [\(parents)]"))
        let host = try host(figure)
        #expect(host.group.map { figure.groups[$0].role } == .gateway)
        #expect(host.notes.isEmpty && host.rows == [.init(name: "/", kind: "PathPrefix", goal: "web:80")])
        #expect(arrows(figure) == ["traffic: web 3"])
        #expect(!figure.description.contains("gets no requests"))
        #expect(
            figure.remarks == [
                "HTTPRoute default/front is attached by one of its parentRefs; for another, the route does not attach to Gateway default/edge: it has no listener \"wbe\" (web); did you mean web?"
            ])
    }

    @Test("A parentRef that does not attach adds no line for a backend whose port is not served")
    func parentsAndPort() throws {
        let parents = "hostnames: [a.example.com], parentRefs: [{name: edge, sectionName: wbe}, {name: edge, sectionName: web}]"
        let figure = try figure(Manifest.pod("a") + Manifest.service() + gateway(parents, port: 81))
        #expect(try host(figure).rows == [.init(name: "/", kind: "PathPrefix", goal: "web:81", isRefused: true)])
        #expect(arrows(figure) == ["missing: web :81 3"])
        #expect(try host(figure).notes.isEmpty)
    }

    @Test("Where no parentRef attaches, the route gets no requests; a host that the listener does not take gets none, another does")
    func noParent() throws {
        let none = try figure(
            Manifest.pod("a") + Manifest.service()
                + gateway("hostnames: [a.example.com], parentRefs: [{name: edge, sectionName: x}, {name: edge, sectionName: y}]"))
        #expect(try host(none).notes.map(\.text).contains("not attached") && none.remarks.isEmpty)
        #expect(none.steps.contains { $0.text.hasPrefix("HTTPRoute default/front gets no requests: ") })
        #expect(arrows(none) == ["selects: web"])
        let other = try figure(
            Manifest.pod("a") + Manifest.service()
                + gateway("hostnames: [a.example.com, b.example.org], parentRefs: [{name: edge}, {name: edge, sectionName: x}]"))
        #expect(arrows(other) == ["traffic: web 4", "selects: web"])
        #expect(other.steps.contains { $0.text.hasPrefix("HTTPRoute default/front gets no requests for b.example.org: ") })
    }

    // MARK: The last line (C30, C31)

    /// An Ingress with a path for each of these Services of its own namespace, and those Services that there are.
    private func ingress(_ goals: [String], found: Set<String>) -> String {
        let paths = goals.enumerated().map {
            "{path: /p\($0), pathType: Prefix, backend: {service: {name: \($1), port: {number: 80}}}}"
        }.joined(separator: ", ")
        return Manifest.pod("a") + found.sorted().map { Manifest.service($0) }.joined()
            + IngressRouteTestsYAML.ingress("rules: [{host: a.example.com, http: {paths: [\(paths)]}}]")
    }

    private func names(_ range: Range<Int>) -> [String] { range.map { "s\($0)" } }

    @Test("Folded paths of which none leads anywhere are an arrow to what is missing, from a line that is refused, and a step says why")
    func foldedMissing() throws {
        let figure = try figure(ingress(names(0..<20), found: Set(names(0..<7))))
        #expect(arrows(figure).last == "missing: 13 more backends 4")
        #expect(figure.elements.first { $0.id == "folded-missing" }?.role == .missing)
        #expect(!figure.elements.contains { $0.role == .folded })
        #expect(try host(figure).rows.last == .init(name: "+ 13 more paths", isRefused: true))
        let step = try #require(figure.steps.first { $0.number == 4 })
        #expect(step.text.contains("end there: Service default/s7 was not found") && step.text.hasSuffix("Likewise 12 more backends."))
        #expect(step.because.first?.field == "spec.rules[0].http.paths[7].backend.service.name")
    }

    @Test("Folded paths of which some lead nowhere are two arrows, and no Service that is missing counts as one")
    func foldedBoth() throws {
        let figure = try figure(ingress(names(0..<20), found: Set(names(0..<14))))
        #expect(arrows(figure).suffix(2) == ["traffic: 7 more Services", "missing: 6 more backends 4"])
        #expect(try host(figure).rows.last == .init(name: "+ 13 more paths"))
    }

    @Test("Where only folded paths lead anywhere, their arrow has the number of the rules")
    func foldedNumber() throws {
        let figure = try figure(ingress(Array(repeating: "gone", count: 7) + names(0..<5), found: Set(names(0..<5))))
        #expect(arrows(figure).last == "traffic: 5 more Services 3")
        let shown = figure.connections.compactMap(\.step) + figure.groups.compactMap(\.step)
        #expect(Set(shown) == Set(figure.steps.map(\.number)))
    }

    @Test("Folded paths of a route that is not attached carry no traffic")
    func foldedUnattached() throws {
        let rules = (0..<16).map {
            "{matches: [{path: {type: PathPrefix, value: /p\($0)}}], backendRefs: [{name: s\($0), port: 80}]}"
        }.joined(separator: ", ")
        let route = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: front}
            spec: {rules: [\(rules)]}

            """
        let figure = try figure(Manifest.pod("a") + (0..<16).map { Manifest.service("s\($0)") }.joined() + route)
        #expect(arrows(figure) == (0..<7).map { "selects: s\($0)" } + ["selects: 9 more Services"])
        #expect(try host(figure).rows.last?.isRefused == true)
    }

    @Test("Services of one name in two namespaces count as two")
    func foldedNames() throws {
        let goals = (0..<7).map { "{name: s\($0), port: 80}" } + (0..<4).map { "{name: web, namespace: n\($0), port: 80}" }
        let rules = goals.enumerated().map { "{matches: [{path: {type: PathPrefix, value: /p\($0)}}], backendRefs: [\($1)]}" }
        let grants = (0..<4).map {
            """
            ---
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: ReferenceGrant
            metadata: {name: g, namespace: n\($0)}
            spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}], to: [{group: "", kind: Service}]}

            """ + Manifest.service(namespace: "n\($0)")
        }
        let route = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: front}
            spec: {parentRefs: [{name: elsewhere}], rules: [\(rules.joined(separator: ", "))]}

            """
        let figure = try figure(
            Manifest.pod("a") + (0..<7).map { Manifest.service("s\($0)") }.joined() + grants.joined() + route)
        #expect(arrows(figure).last == "traffic: 4 more Services")
        #expect(figure.elements.first { $0.role == .folded }?.facts == ["web of namespace n0", "web of namespace n1", "…"])
    }

    @Test("Tens of thousands of folded backends are counted in a moment", .timeLimit(.minutes(1)))
    func manyFolded() throws {
        let figure = try figure(ingress(names(0..<35_000), found: Set(names(0..<7))))
        #expect(arrows(figure).last == "missing: 34,993 more backends 4")
    }

    @Test("A weight of 0 on one folded path takes nothing from another path to the same Service")
    func foldedWeight() throws {
        let rules = (0..<12).map {
            "{matches: [{path: {type: PathPrefix, value: /p\($0)}}], backendRefs: [{name: web, port: 80, weight: \($0 == 7 ? 0 : 1)}]}"
        }.joined(separator: ", ")
        let route = gateway("parentRefs: [{name: edge}]").replacing("[{backendRefs: [{name: web, port: 80}]}]", with: "[\(rules)]")
        let figure = try figure(Manifest.pod("a") + Manifest.service() + route)
        #expect(arrows(figure).last == "traffic: web")
    }

    // MARK: Numbers

    @Test(
        "The number of every arrow of a line is drawn: the first in the line, the others on their arrows",
        arguments: [["lost", "other"], ["ok", "lost"]])
    func twoNumbers(last: [String]) throws {
        let goals = Array(repeating: last[0] == "ok" ? "gone" : "ok", count: 7) + [last[0], last[1], last[0], last[1]]
        let figure = try figure(ingress(goals, found: ["ok"]))
        let numbers = figure.connections.filter { $0.row == 7 }.compactMap(\.step)
        #expect(numbers.count == 2)
        let generator = Generator()
        var diagnostics = Diagnostics()
        let bytes = try #require(generator.print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        let table = try #require(svg.boxes.first { $0.id.hasSuffix("host-default-front-a.example.com") })
        #expect(table.texts.contains { $0.text == String(numbers[0]) })
        let arrows = svg.arrows.filter { $0.id.contains("host-default-front-a.example.com--") }
        #expect(arrows.flatMap(\.texts).map(\.text) == [String(numbers[1])])
        for step in figure.steps {
            let count = (svg.boxes + svg.arrows + svg.frames).flatMap(\.texts).count { $0.text == String(step.number) }
            #expect(count == 1, "step \(step.number) stands in the picture once")
        }
    }

    @Test("Thousands of tables are measured once, not once for each", .timeLimit(.minutes(1)))
    func manyTables() {
        var figure = Figure(kind: "ingress", id: "x", title: "x", description: "", layout: .flow)
        let goal = figure.add(.init(id: "goal", role: .service, eyebrow: "SERVICE", name: "goal"))
        for number in 0..<3_000 {
            let rows = [Figure.Row(name: "/a", kind: "Prefix", goal: "goal:80"), .init(name: "/b", kind: "Prefix", goal: "goal:81")]
            let box = figure.add(.init(id: "box-\(number)", role: .ingress, eyebrow: "INGRESS", name: "\(number)", rows: rows))
            figure.connections.append(.init(id: "arrow-\(number)", from: box, to: goal, role: .traffic, row: 0))
        }
        #expect(FigureGraph(figure).graph.statements.count == 6_001)
    }
}
