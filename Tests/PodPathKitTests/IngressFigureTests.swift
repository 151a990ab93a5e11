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

    /// `from -> to` with the label, for arrows of a role.
    private func arrows(_ figure: Figure, _ role: Figure.Connection.Role = .traffic) -> [String] {
        figure.connections.filter { $0.role == role }.map {
            "\(figure.elements[$0.from].name) -> \(figure.elements[$0.to].name)" + ($0.code.map { " [\($0)]" } ?? "")
        }
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

    @Test("From the client over the controller and the host's rules to the Services and their Pods, with the path on the arrow")
    func ingress() throws {
        let figure = try #require(figures().first)
        #expect(
            arrows(figure) == [
                "Client -> its Pods", "its Pods -> shop.example.com", "its Pods -> *.preview.example.com", "shop.example.com -> web [/]",
                "shop.example.com -> cart [/cart]", "*.preview.example.com -> web-next [/]", "web -> web", "cart -> cart",
                "web-next -> web-next",
            ])
        #expect(arrows(figure, .missing) == ["shop.example.com -> cart :7070 [= /cart/status]"])
        #expect(figure.elements.first { $0.name == "shop.example.com" }?.eyebrow == "INGRESS shop · TLS")
        #expect(figure.elements.first { $0.name == "*.preview.example.com" }?.eyebrow == "INGRESS shop")
        #expect(figure.elements.first { $0.name == "its Pods" }?.facts == ["class nginx", "k8s.io/ingress-nginx"])
    }

    @Test("Each number stands on one arrow, and every step has a number; the steps say what an Ingress is not")
    func numbers() {
        for figure in figures() {
            #expect(figure.connections.compactMap(\.step).sorted() == figure.steps.map(\.number))
            #expect(figure.description.contains("virtual IP plays no part"))
        }
        #expect(figures()[0].steps[1].text.contains("no thing that traffic passes"))
        #expect(figures()[0].steps[3].text.contains("7070 is its targetPort: did you mean 80?"))
        #expect(figures()[0].steps[3].because.first?.field == "spec.rules[0].http.paths[2].backend.service.port.number")
    }

    @Test("Weights are shares of the requests")
    func weights() throws {
        let gateway = try #require(figures().last)
        #expect(arrows(gateway).contains("shop.example.org -> web [/ · 90 %]"))
        #expect(arrows(gateway).contains("shop.example.org -> web-next [/ · 10 %]"))
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

    @Test("Many paths to one Service are one arrow that says how many it left out")
    func paths() throws {
        let paths = (0..<5).map { IngressRouteTestsYAML.path("/p\($0)") }.joined(separator: ", ")
        let figure = try figure(
            Manifest.pod("a") + Manifest.service()
                + IngressRouteTestsYAML.ingress("rules: [{host: a.example.com, http: {paths: [\(paths)]}}]"))
        #expect(arrows(figure).contains("a.example.com -> web [/p0, /p1 + 3]"))
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
        #expect(noGateway.elements.first { $0.name == "public" }?.role == .missing)
        #expect(noGateway.steps[1].text.contains("nobody can know here"))
    }

    @Test("The overview has the host, or how many, as a way in; only of routes that lead somewhere")
    func overview() throws {
        let figure = try #require(OverviewFigure().figures(of: Self.sample, for: FigureRequest()).first)
        let labels = figure.connections.filter { figure.elements[$0.from].id == "outside" && $0.role == .traffic }.map {
            "\(figure.elements[$0.to].name) \($0.label ?? "")"
        }
        #expect(labels.sorted() == ["cart 2 hosts", "ledger shop.example.org", "web 2 hosts", "web-next 2 hosts"])
        let broken = Resolved(
            Manifest.pod("a") + Manifest.service()
                + IngressRouteTestsYAML.ingress("rules: [\(IngressRouteTestsYAML.rule("a.example.com", "/", port: 81))]"))
        let other = try #require(OverviewFigure().figures(of: broken.cluster, for: FigureRequest()).first)
        #expect(!other.elements.contains { $0.id == "outside" })
    }

    @Test("The explanation lists the ways in, with the figure's own steps, and does not call such a Service unreachable")
    func explanation() throws {
        let text = try Explanation(of: Self.sample, for: FigureRequest(), figures: [], diagnostics: []).markdown(TemplateLibrary())
        #expect(text.contains("- Service payments/ledger: for shop.example.org/pay (TLS), by HTTPRoute shop/web at Gateway infra/edge."))
        #expect(text.contains("## How requests get in"))
        for figure in figures() { #expect(text.contains("5. ") && text.contains(figure.title)) }
        #expect(text.contains("HTTPRoute web leads requests from outside to its Pods."))
        let plain = Resolved(Manifest.pod("a") + Manifest.service()).cluster
        let without = try Explanation(of: plain, for: FigureRequest(), figures: [], diagnostics: []).markdown(TemplateLibrary())
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
