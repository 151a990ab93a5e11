import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// The figure `ingress` and what else is drawn and told of the ways in (networking.k8s.io, gateway.networking.k8s.io).
@Suite("The figure of an Ingress or a Gateway")
struct IngressFigureTests {
    private static let sample = Resolved(files: Project.sources("samples/ingress")).cluster

    private func figures(_ cluster: Cluster = sample, focus: String? = nil) -> [Figure] {
        var request = FigureRequest()
        request.focus = focus
        return IngressFigure().figures(of: cluster, for: request)
    }

    private func figure(_ yaml: String) throws -> Figure { try #require(figures(Resolved(yaml).cluster).first) }

    /// `from -> to` with the line of the table that it leaves, for arrows of a role.
    private func arrows(_ figure: Figure, _ role: Figure.Connection.Role = .traffic) -> [String] {
        figure.connections.filter { $0.role == role }.map {
            "\(figure.elements[$0.from].name) -> \(figure.elements[$0.to].name)" + line($0, in: figure)
        }
    }

    private func line(_ arrow: Figure.Connection, in figure: Figure) -> String {
        guard let row = arrow.row.map({ figure.elements[arrow.from].rows[$0] }) else { return "" }
        return " [\([row.name, row.kind, row.goal.plain].filter { !$0.isEmpty }.joined(separator: " "))]"
    }

    @Test("One figure for each Ingress and each Gateway; none where there is neither")
    func which() {
        #expect(figures().map(\.id) == ["ingress-shop-shop", "gateway-infra-edge"])
        #expect(figures(Resolved(Manifest.pod("a") + Manifest.service()).cluster).isEmpty)
    }

    @Test("A focus is an Ingress, a Gateway, a route or a host")
    func focus() {
        #expect(figures(focus: "Gateway/infra/edge").map(\.id) == ["gateway-infra-edge"])
        #expect(figures(focus: "Ingress/shop").map(\.id) == ["ingress-shop-shop"])
        let host = figures(focus: "grpc.example.org")
        #expect(host.map(\.id) == ["gateway-infra-edge"])
        #expect(host.first?.elements.contains { $0.name == "shop.example.org" } == false)
        #expect(figures(focus: "GRPCRoute/shop/cart").first?.elements.contains { $0.name == "ledger" } == false)
    }

    @Test("From the client to the host's table, which the controller's Pods read, and from each of its lines to a Service and its Pods")
    func ingress() throws {
        let figure = try #require(figures().first)
        #expect(
            arrows(figure) == [
                "Client -> shop.example.com", "Client -> *.preview.example.com", "shop.example.com -> web [/ Prefix web:80]",
                "shop.example.com -> cart [/cart Prefix cart:80]", "*.preview.example.com -> web-next [/ Prefix web-next:80]",
                "web -> web", "cart -> cart", "web-next -> web-next",
            ])
        #expect(arrows(figure, .missing) == ["shop.example.com -> cart :7070 [/cart/status Exact cart:7070]"])
        let host = try #require(figure.elements.first { $0.name == "shop.example.com" })
        #expect(host.eyebrow == "INGRESS shop/shop · TLS" && host.rows.map(\.isRefused) == [false, false, true])
        #expect(figure.elements.first { $0.name == "*.preview.example.com" }?.eyebrow == "INGRESS shop/shop")
        let frame = try #require(host.group.map { figure.groups[$0] })
        #expect(frame.role == .controller && frame.name == "Ingress controller, class nginx")
        #expect(frame.tooltip.contains("k8s.io/ingress-nginx"))
    }

    @Test("Each number stands once, on an arrow or a frame, and every step has a number; the steps say what an Ingress is not")
    func numbers() {
        for figure in figures() {
            let shown = figure.connections.compactMap(\.step) + figure.groups.compactMap(\.step)
            #expect(shown.sorted() == figure.steps.map(\.number))
            #expect(figure.description.contains("virtual IP plays no part"))
        }
        #expect(figures()[0].steps[0].text.contains("leads these names to the controller, whose address is in no Ingress."))
        #expect(figures()[0].steps[0].text.hasSuffix("For shop.example.com the client speaks TLS, which ends at the controller."))
        #expect(figures()[0].steps[1].text.contains("No traffic passes through the Ingress itself"))
        #expect(figures()[0].steps[3].text.contains("7070 is its targetPort: did you mean 80?"))
        #expect(figures()[0].steps[3].because.first?.field == "spec.rules[0].http.paths[2].backend.service.port.number")
    }

    @Test("A page's second sentence lights the boxes that the controller's frame holds")
    func pageSentence() throws {
        let figure = try #require(figures().first)
        let lit = figure.stepSentences[1].about
        #expect(lit == figure.elements.filter { $0.role == .ingress }.map(\.id) && lit.count == 2)
    }

    @Test("Weights are shares of the requests")
    func weights() throws {
        let gateway = try #require(figures().last)
        #expect(arrows(gateway).contains("shop.example.org -> web [/ PathPrefix web:80 90 %]"))
        #expect(arrows(gateway).contains("shop.example.org -> web-next [/ PathPrefix web-next:80 10 %]"))
    }

    @Test("Hosts with the same rules are one box; beyond ten boxes they are folded, and both is said")
    func folds() throws {
        let same = (0..<30).map { IngressRouteTestsYAML.rule("h\($0).example.com", "/") }.joined(separator: ", ")
        let one = try figure(Manifest.pod("a") + Manifest.service() + IngressRouteTestsYAML.ingress("rules: [\(same)]"))
        #expect(one.elements.filter { $0.role == .ingress }.map(\.name) == ["h0.example.com"])
        #expect(one.elements.first { $0.role == .ingress }?.facts.last == "+ 27 more hosts")
        #expect(one.remarks.isEmpty)
        let different = (0..<30).map { IngressRouteTestsYAML.rule("h\($0).example.com", "/\($0)") }.joined(separator: ", ")
        let many = try figure(Manifest.pod("a") + Manifest.service() + IngressRouteTestsYAML.ingress("rules: [\(different)]"))
        #expect(many.elements.filter { $0.role == .ingress }.count == 10)
        #expect(many.remarks.contains { $0.hasPrefix("20 more hosts are folded") })
    }

    @Test("Many paths of a host: eight lines, each with its arrow; the last line counts the rest and leads to each of their Services once")
    func paths() throws {
        func host(_ count: Int) throws -> Figure {
            let paths = (0..<count).map { IngressRouteTestsYAML.path("/p\($0)", port: $0 % 2 == 0 ? 80 : 81) }.joined(separator: ", ")
            return try figure(
                Manifest.pod("a") + Manifest.service(ports: "{name: a, port: 80}, {name: b, port: 81}")
                    + IngressRouteTestsYAML.ingress("rules: [{host: a.example.com, http: {paths: [\(paths)]}}]"))
        }
        let lines = { (figure: Figure) in arrows(figure).filter { $0.hasPrefix("a.example.com") } }
        #expect(try lines(host(8)).count == 8 && lines(host(8)).last == "a.example.com -> web [/p7 Prefix web:81]")
        let many = try lines(host(30))
        #expect(many.count == 8 && many.last == "a.example.com -> web [+ 23 more paths]")
    }

    @Test("Paths to many Services beyond the lines of a table lead to one folded box, not to a fan of arrows")
    func manyServices() throws {
        let paths = (0..<40).map {
            "{path: /p\($0), pathType: Prefix, backend: {service: {name: s\($0), port: {number: 80}}}}"
        }.joined(separator: ", ")
        let figure = try figure(
            Manifest.pod("a") + (0..<40).map { Manifest.service("s\($0)") }.joined()
                + IngressRouteTestsYAML.ingress("rules: [{host: a.example.com, http: {paths: [\(paths)]}}]"))
        let own = arrows(figure).filter { $0.hasPrefix("a.example.com") }
        #expect(own.count == 8 && own.last == "a.example.com -> 33 more Services [+ 33 more paths]")
    }

    @Test("Routes that differ only in the listener are one line of the table")
    func listeners() throws {
        let gateway = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: edge}
            spec: {gatewayClassName: c, listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 8080, protocol: HTTP}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: front}
            spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: web, port: 80}]}]}

            """
        let figure = try figure(Manifest.pod("a") + Manifest.service() + gateway)
        let host = try #require(figure.elements.first { $0.role == .ingress })
        #expect(host.rows == [.init(name: "/", kind: "PathPrefix", goal: "web:80")])
        #expect(figure.groups.first { $0.role == .gateway }?.note == "class c · a :80, b :8080")
    }

    @Test("A route that its Gateway does not take stands outside the Gateway's frame, and its box says so")
    func unattached() throws {
        let objects = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: edge, namespace: infra}
            spec: {gatewayClassName: c, listeners: [{name: a, port: 80, protocol: HTTP}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: front}
            spec: {parentRefs: [{name: edge, namespace: infra}], rules: [{backendRefs: [{name: web, port: 80}]}]}

            """
        let figure = try figure(Manifest.pod("a") + Manifest.service() + objects)
        let host = try #require(figure.elements.first { $0.role == .ingress })
        #expect(host.group.map { figure.groups[$0].role } == .namespace)
        #expect(host.notes.contains { $0.text == "not attached" && $0.isRefused })
        #expect(arrows(figure).isEmpty)
        let shown = figure.connections.compactMap(\.step) + figure.groups.compactMap(\.step) + figure.elements.flatMap(\.notes).map(\.step)
        #expect(Set(shown) == Set(figure.steps.map(\.number)))
    }

    @Test("The client asks for the hosts; behind a Service stand Pods, in plain words")
    func plainWords() throws {
        let figure = try #require(figures().first)
        #expect(figure.elements.first { $0.id == "client" }?.caption == "asks for")
        let pods = figure.elements.filter { $0.role == .workload }
        #expect(pods.map { "\($0.eyebrow) \($0.name) \($0.count ?? 1)" } == ["PODS web 3", "PODS cart 2", "POD web-next 1"])
    }

    @Test("Frames of namespaces stand in the order of the lines that lead to them, so that no arrow to a Service crosses another")
    func frames() throws {
        let figure = try #require(figures().last)
        var diagnostics = Diagnostics()
        let svg = SVGGeometry(String(decoding: try #require(FigurePrinter().print(figure, as: .svg, &diagnostics)), as: UTF8.self))
        let arrows = svg.arrows.filter { $0.id.contains("--service-") }.compactMap { arrow in
            arrow.line.first.flatMap { first in arrow.line.last.map { (from: first.y, to: $0.y) } }
        }.sorted { $0.from < $1.from }
        #expect(arrows.count == 4 && arrows.map(\.to) == arrows.map(\.to).sorted())
    }

    @Test("The default backend is the line of any host that no rule fits")
    func defaultBackend() throws {
        let figure = try figure(
            Manifest.pod("a") + Manifest.service()
                + IngressRouteTestsYAML.ingress("defaultBackend: {service: {name: web, port: {number: 80}}}"))
        #expect(arrows(figure).contains("any host -> web [no rule fits default web:80]"))
    }

    @Test("A crowded Ingress is no wider than an article's column, and no arrow has words; with hidden ports none is left in a table")
    func crowded() throws {
        let files = Project.sources("Tests/Fixtures/looks/crowded-ingress.yaml")
        var generator = Generator()
        var diagnostics = Diagnostics()
        let figure = try #require(figures(Resolved(files: files).cluster).first)
        let bytes = try #require(generator.print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        #expect(svg.viewBox.maxX - svg.viewBox.minX <= 640)
        #expect(svg.arrows.flatMap(\.texts).allSatisfy { Int($0.text) != nil })
        // Each line of a table leaves the box's right side at its own height.
        let ends = svg.arrows.filter { $0.id.contains("--host-") == false && $0.id.contains("host-store") }.compactMap { $0.line.first?.y }
        #expect(ends.count == 13 && Set(ends.map { Int($0) }).count == 13)
        generator.look.hidden = [.ports]
        #expect(generator.look.applied(to: figure).elements.flatMap(\.rows).allSatisfy { !$0.goal.contains(":") })
    }

    @Test("Nothing behind a Service, and a Gateway that is not there, are shown as missing")
    func missing() throws {
        let noPods = try figure(
            Manifest.service() + IngressRouteTestsYAML.ingress("rules: [\(IngressRouteTestsYAML.rule("a.example.com", "/"))]"))
        #expect(arrows(noPods, .missing) == ["web -> Pods"])
        let route = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: front}
            spec: {parentRefs: [{name: public, namespace: infra}], rules: [{backendRefs: [{name: web, port: 80}]}]}
            """
        let noGateway = try figure(Manifest.pod("a") + Manifest.service() + route)
        #expect(noGateway.groups.first { $0.role == .missing }?.name == "Gateway infra/public")
        #expect(noGateway.steps[1].text.contains("is not known here"))
    }

    @Test(
        "Hosts stand in the order of the manifests, whatever crosses fewer arrows",
        arguments: [
            [("z.example.com", ["/ a"]), ("y.example.com", ["/ b", "/x c", "/y a"])],
            [("a.example.com", ["/ b", "/x b", "/y a"]), ("b.example.com", ["/ b"])],
            [("d.example.com", ["/ a"]), ("c.example.com", ["/ b", "/x a"]), ("b.example.com", ["/ c"]), ("a.example.com", ["/ b"])],
        ])
    func order(rules: [(host: String, paths: [String])]) throws {
        let services = ["a", "b", "c"].map {
            Manifest.workload("Deployment", $0, labels: "app: \($0)") + Manifest.service($0, selector: "app: \($0)")
        }
        let list = rules.map { rule in
            let paths = rule.paths.map { path in
                let words = path.split(separator: " ")
                return "{path: \(words[0]), pathType: Prefix, backend: {service: {name: \(words[1]), port: {number: 80}}}}"
            }
            return "{host: \(rule.host), http: {paths: [\(paths.joined(separator: ", "))]}}"
        }
        let figure = try figure(services.joined() + IngressRouteTestsYAML.ingress("rules: [\(list.joined(separator: ", "))]"))
        var diagnostics = Diagnostics()
        let svg = SVGGeometry(String(decoding: try #require(FigurePrinter().print(figure, as: .svg, &diagnostics)), as: UTF8.self))
        let tops = rules.map { rule in svg.boxes.first { $0.id.hasSuffix(rule.host) }?.area.minY ?? 0 }
        #expect(tops == tops.sorted() && Set(tops).count == rules.count)
        #expect(GeometryFaults(svg: svg).all == [])
    }

    @Test("The overview has the routes with their paths, also those that lead nowhere, and why")
    func overview() throws {
        let figure = try #require(OverviewFigure().figures(of: Self.sample, for: FigureRequest()).first)
        let led = figure.connections.filter { figure.elements[$0.from].role == .ingress && $0.role == .traffic }.map {
            figure.elements[$0.to].name
        }
        #expect(Set(led) == ["cart", "ledger", "web-next", "web"])
    }

    @Test("The explanation lists the ways in, with the figure's own steps, and does not call such a Service unreachable")
    func explanation() throws {
        let text = try Explanation(of: Self.sample, for: FigureRequest(), outline: .init(level: .full), figures: [], diagnostics: [])
            .markdown(TemplateLibrary())
        #expect(
            text.contains(
                "- Service payments/ledger gets requests for shop.example.org/pay (TLS), by HTTPRoute shop/web at Gateway infra/edge."))
        #expect(text.contains("## How requests get in"))
        for figure in figures() { #expect(text.contains("5. ") && text.contains(figure.title)) }
        #expect(text.contains("HTTPRoute web leads requests from outside to its Pods."))
        let plain = Resolved(Manifest.pod("a") + Manifest.service()).cluster
        let without = try Explanation(of: plain, for: FigureRequest(), outline: .init(level: .full), figures: [], diagnostics: []).markdown(
            TemplateLibrary())
        #expect(!without.contains("How requests get in"))
        #expect(without.contains("it is reachable inside the cluster only."))
    }

    @Test("inspect lists the routes as JSON")
    func inspect() {
        let json = InspectReport(Self.sample, FigureRequest(), []).json
        #expect(json.contains("\"object\": \"HTTPRoute shop/web\""))
        #expect(json.contains("\"problem\": \"Service shop/cart serves port 80 (http), 9090 (grpc), not 7070;"))
    }
}

enum IngressRouteTestsYAML {
    static func ingress(_ spec: String) -> String {
        "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: front}\nspec: {\(spec)}\n"
    }

    static func path(_ path: String, port: Int = 80) -> String {
        "{path: \(path), pathType: Prefix, backend: {service: {name: web, port: {number: \(port)}}}}"
    }

    static func rule(_ host: String, _ path: String, port: Int = 80) -> String {
        "{host: \(host), http: {paths: [\(self.path(path, port: port))]}}"
    }
}
