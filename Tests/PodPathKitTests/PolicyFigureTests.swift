import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The figure and the explanation of policies")
struct PolicyFigureTests {
    private let shop = Resolved(files: Project.sources("samples/policies"))

    private func draw(_ cluster: Cluster, focus: String? = nil) -> Figure? {
        var request = FigureRequest()
        request.focus = focus
        return PolicyFigure().figures(of: cluster, for: request).first
    }

    /// `web -> api: TCP 8000 · api, rule 1`; `x>` for refused.
    private func arrows(_ figure: Figure?) -> [String] {
        guard let figure else { return [] }
        return figure.connections.map { arrow in
            let ends = (figure.elements[arrow.from], figure.elements[arrow.to])
            let notes = (ends.0.notes + ends.1.notes).map(\.text.plain).joined(separator: " ")
            return "\(ends.0.name) \(arrow.role == .denied ? "x>" : "->") \(ends.1.name): \(notes)"
        }
    }

    @Test("A namespace: what is allowed, and the configured call that is refused")
    func namespace() throws {
        let figure = try #require(draw(shop.cluster))
        #expect(figure.id == "policy-shop")
        #expect(
            Set(arrows(figure)) == [
                "Any address -> web: TCP 8080 · web, rule 1", "coredns -> web: TCP 8080 · web, rule 1",
                "web -> api: TCP 8000 · api, rule 1", "api x> db: refused · default-deny, db",
                "All of shop -> coredns: TCP 53, UDP 53 · dns, rule 1", "All of shop x> Any Pod, any address: refused",
                // Whom the policy db lets in by a label that nobody has (C64).
                "Pods with app=apis of namespace shop -> db: TCP 5432",
            ])
        let refused = try #require(figure.steps.first { $0.text.contains("api may not connect to db") })
        #expect(refused.text.contains("no ingress rule of NetworkPolicy shop/default-deny or NetworkPolicy shop/db allows it"))
        #expect(refused.because.first?.location.file == "samples/policies/policies.yaml")
    }

    /// `default-deny: all Pods of shop`, for each chip of a box.
    private func selectors(_ element: Figure.Element?) -> [String] {
        (element?.chips ?? []).map { "\($0.qualifier ?? ""): \($0.text)" }
    }

    @Test("Each policy that isolates a box stands in it with its podSelector, the chip that selectors are in every figure (C12)")
    func podSelectors() throws {
        let figure = try #require(draw(shop.cluster))
        let db = try #require(figure.elements.first { $0.name == "db" && !$0.chips.isEmpty })
        #expect(db.caption == "isolated for ingress by policies")
        #expect(
            selectors(db) == ["db: app=db", "lets in: app=apis · TCP postgres", "default-deny: all Pods of shop", "lets in: nobody"])
        #expect(db.chips.map(\.role) == [.match, .rule, .match, .rule])
        let api = try #require(draw(shop.cluster, focus: "shop/api"))
        let boxes = api.elements.filter { $0.name == "api" }.map { "\($0.caption ?? "") \(selectors($0).joined(separator: ", "))" }
        #expect(
            boxes == [
                "isolated for ingress by policies api: app=api, lets in: app=web · TCP http, default-deny: all Pods of shop, lets in: nobody",
                "isolated for egress by policies api: app=api, lets out to: app=db · TCP postgres, default-deny: all Pods of shop, lets out to: nobody, dns: all Pods of shop, lets out to: k8s-app=kube-dns of kube-system, on: UDP 53, TCP 53",
            ])
    }

    @Test(
        "Rows are of one width, boxes stand in two columns, and the figure is no wider than an article's column",
        arguments: [nil, "shop/api"])
    func columns(focus: String?) throws {
        let figure = try #require(draw(shop.cluster, focus: focus))
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        let (narrow, wide) = (
            svg.frames.map { $0.area.maxX - $0.area.minX }.min() ?? 0, svg.frames.map { $0.area.maxX - $0.area.minX }.max() ?? 0
        )
        #expect(wide - narrow < 8)
        #expect(Set(svg.boxes.map { Int($0.area.minX / 12) }).count <= 4)
        #expect(svg.viewBox.maxX - svg.viewBox.minX <= 640)
        #expect(GeometryFaults(svg: svg).all == [])
    }

    @Test("Whom a rule names second stands in the chip too, in a line of its own, however long the first is (C14)")
    func secondPeer() throws {
        let rule = """
            podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions: [
            {key: app.kubernetes.io/component, operator: In, values: [web, sidekiq]}]}}, {podSelector: {matchLabels: {app: postgres}}}]}]
            """
        let figure = try #require(draw(Resolved(Manifest.pod("a") + Manifest.pod("b") + Manifest.policy("p", rule)).cluster))
        let chip = try #require(figure.elements.flatMap(\.chips).first { $0.role == .rule })
        #expect(chip.lines == ["app.kubernetes.io/component in", "(web, sidekiq)", "or app=postgres"])
    }

    @Test("With hidden labels the policies' names stay")
    func hiddenLabels() throws {
        var look = FigureLook()
        look.hidden = [.labels]
        let db = look.applied(to: try #require(draw(shop.cluster))).elements.first { $0.name == "db" && $0.caption != nil }
        #expect(db?.caption == "isolated for ingress by policies db and default-deny" && db?.chips.isEmpty == true)
    }

    @Test("With hidden labels the policies' names are one line: shortened, and what is left out is counted once")
    func hiddenLabelsOfMany() throws {
        var look = FigureLook()
        look.hidden = [.labels]
        let caption = { (names: [String]) throws -> String? in
            let policies = names.map { Manifest.policy($0, "podSelector: {matchLabels: {app: a}}, ingress: [{}]") }.joined()
            let figure = try #require(draw(Resolved(Manifest.pod("a", labels: "app: a") + policies).cluster, focus: "a"))
            return look.applied(to: figure).elements.first { $0.name == "a" && $0.caption?.hasPrefix("isolated") == true }?.caption?.plain
        }
        #expect(try caption((0..<9).map { "p\($0)" }) == "isolated for ingress by policies p0, p1, p2 and 6 more")
        let long = try caption((0..<4).map { "p\($0)-" + String(repeating: "x", count: 60) })
        let start = (0..<2).map { "p\($0)-" + String(repeating: "x", count: 24) + "…" }.joined(separator: ", ")
        #expect(long == "isolated for ingress by policies \(start) and 2 more")
    }

    @Test("A refused workload shows the label by which it just misses what a rule asks for, and no other (C10)")
    func nearMiss() throws {
        let figure = try #require(draw(shop.cluster))
        let api = try #require(figure.elements.first { $0.name == "api" && $0.notes.contains(where: \.isRefused) })
        #expect(api.chips.map { "\($0.qualifier ?? "") \($0.text)" } == ["its label app=api"] && api.chips[0].role == .noMatch)
        let rule = "podSelector: {matchLabels: {app: b}}, ingress: [{from: [{podSelector: {matchLabels: {app: x, tier: front}}}]}]"
        let pods =
            Manifest.pod("a", labels: "app: a, tier: back", spec: "initContainers: [{name: i, env: [{name: B_URL, value: 'http://b:80'}]}]")
            + Manifest.pod("b", labels: "app: b") + Manifest.service("b", selector: "app: b")
        let far = try #require(draw(Resolved(pods + Manifest.policy(rule)).cluster))
        #expect(far.elements.contains { $0.name == "a" && $0.notes.contains(where: \.isRefused) && $0.chips.isEmpty })
    }

    @Test("More policies than four lines are counted; no policy in a direction is said, not left out")
    func manyPolicies() throws {
        let policies = (0..<9).map { Manifest.policy("p\($0)", "podSelector: {matchLabels: {app: a}}, ingress: [{}]") }.joined()
        let figure = try #require(draw(Resolved(Manifest.pod("a", labels: "app: a") + policies).cluster, focus: "a"))
        let box = try #require(figure.elements.first { $0.name == "a" && !$0.chips.isEmpty })
        #expect(box.chips.count == 4 && box.chips.last?.qualifier == "+ 6 more")
        #expect(figure.elements.contains { $0.caption == "no policy found for egress" })
    }

    @Test("Default deny egress has a row of its own (the documentation's recipe; C13)")
    func denyEgress() throws {
        let pods = ["a", "b"].map { Manifest.pod($0, labels: "app: \($0)") }.joined()
        let figure = try #require(
            draw(Resolved(pods + Manifest.policy("podSelector: {matchLabels: {app: a}}, policyTypes: [Egress]")).cluster))
        #expect(arrows(figure).contains("a x> Any Pod, any address: refused"))
        let frame = try #require(figure.groups.last)
        #expect(frame.name == "Isolated for egress")
        #expect(
            figure.steps.last?.text.hasPrefix("a may connect to nothing else that is here: it is isolated for egress by NetworkPolicy")
                == true)
        #expect(figure.steps.last?.because.isEmpty == false)
        #expect(!figure.elements.contains { $0.name == "b" && $0.role != .pod })
    }

    @Test("Pods that a rule names and the manifests do not hold are drawn or told (C64)")
    func absentPods() throws {
        let dns = Manifest.policy(
            "dns",
            "podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}]"
        )
        let figure = try #require(draw(Resolved(Manifest.pod("a", labels: "app: a") + dns).cluster))
        #expect(figure.remarks.contains { $0.contains("not drawn: Pods of namespace kube-system (dns)") })
        let into = Manifest.policy("in", "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: gone}}}]}]")
        let incoming = try #require(draw(Resolved(Manifest.pod("a", labels: "app: a") + into).cluster))
        #expect(incoming.elements.contains { $0.name == "Pods with app=gone of namespace default" && $0.role == .missing })
        let held = Manifest.pod("a", labels: "app: a") + dns + Manifest.pod("dns", labels: "k8s-app: dns", namespace: "kube-system")
        #expect(try !#require(draw(Resolved(held).cluster)).remarks.contains { $0.contains("not drawn: Pods") })
    }

    @Test("Figures of connections that are not held against the policies say so, where there are any")
    func notJudged() throws {
        let web = Manifest.workload("Deployment", "web") + Manifest.service()
        let policy = Manifest.policy("podSelector: {}, policyTypes: [Ingress]")
        for kind in FigureCatalog.all where !["overview", "policy", "path", "dns-records", "compare"].contains(kind.id) {
            let judged = Generator().figures([kind], of: Resolved(web).cluster, for: FigureRequest())
            let not = Generator().figures([kind], of: Resolved(web + policy).cluster, for: FigureRequest())
            #expect(judged.allSatisfy { !$0.remarks.contains(English.policiesRemark) })
            #expect(not.allSatisfy { $0.remarks.contains(English.policiesRemark) }, "\(kind.id)")
        }
    }

    @Test("What is refused alone arrives in the middle of its box's side, and not at a corner")
    func arrival() throws {
        let figure = try #require(draw(shop.cluster))
        let arrow = try #require(figure.connections.last { $0.role == .denied })
        var diagnostics = Diagnostics()
        let drawing = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: drawing, as: UTF8.self))
        let box = try #require(svg.boxes.first { $0.id.hasSuffix(figure.elements[arrow.to].id) })
        let end = try #require(svg.arrows.first { $0.id.hasSuffix(arrow.id) }?.line.last)
        #expect(abs(end.y - (box.area.minY + box.area.maxY) / 2) < 3 && end.x < box.area.minX + 3)
    }

    @Test("An egress policy that allows everything isolates, and refuses nothing: no such row; nor for an ingress policy")
    func allowEgress() throws {
        let pods = ["a", "b"].map { Manifest.pod($0, labels: "app: \($0)") }.joined()
        for spec in ["podSelector: {}, policyTypes: [Egress], egress: [{}]", "podSelector: {}, policyTypes: [Ingress]"] {
            let figure = try #require(draw(Resolved(pods + Manifest.policy(spec)).cluster))
            #expect(!figure.groups.contains { $0.name == "Isolated for egress" }, "\(spec)")
        }
    }

    @Test("Each number in a box has its sentence, and each sentence its number")
    func steps() throws {
        for focus in [nil, "shop/api", "shop/db", "shop", "kube-system"] {
            let figure = try #require(draw(shop.cluster, focus: focus), "\(focus ?? "")")
            #expect(Set(figure.elements.flatMap(\.notes).map(\.step)) == Set(figure.steps.map(\.number)))
            #expect(figure.steps.allSatisfy { figure.description.contains($0.text.plain) })
        }
    }

    @Test("A workload: everybody, those that are refused too")
    func workload() {
        let found = arrows(draw(shop.cluster, focus: "shop/db"))
        #expect(found.contains { $0.hasPrefix("api x> db: refused") })
        #expect(found.contains("db -> coredns: TCP 53, UDP 53 · dns, rule 1"))
        #expect(found.contains { $0.hasPrefix("db x> Any address") })
    }

    @Test("Default deny: one row for all, and nobody may connect (the documentation's recipe)")
    func defaultDeny() throws {
        let pods = ["a", "b", "c"].map { Manifest.pod($0, labels: "app: \($0)") }.joined()
        let figure = try #require(draw(Resolved(pods + Manifest.policy("podSelector: {}")).cluster))
        #expect(arrows(figure).contains { $0.hasPrefix("Any Pod, any address x> All of") })
        #expect(figure.steps.first?.text.hasPrefix("Nobody may connect to a, b and c: no ingress rule") == true)
    }

    @Test("From the same namespace only: to each other, and nobody else (the documentation's recipe)")
    func sameNamespace() throws {
        let pods = ["a", "b", "c"].map { Manifest.pod($0, labels: "app: \($0)") }.joined()
        let policy = Manifest.policy("podSelector: {}, ingress: [{from: [{podSelector: {}}]}]")
        let figure = try #require(draw(Resolved(pods + policy).cluster))
        let found = arrows(figure).filter { $0.contains("Each other") }
        #expect(found.count == 1 && found.allSatisfy { $0.contains("-> All of") && $0.contains("every port") })
        // Without a namespaceSelector a rule speaks of its own namespace (C14).
        #expect(figure.elements.flatMap(\.chips).filter { $0.role == .rule }.map(\.text) == ["all Pods of default"])
        #expect(figure.steps.contains { $0.text.hasPrefix("a, b and c may connect to one another on every port: NetworkPolicy") })
    }

    @Test("Several workloads are titled by the first of them, and a sentence says a namespace once (C13, C14)")
    func several() throws {
        let pods = ["a", "b", "c", "d"].map { Manifest.pod($0, labels: "app: \($0)") }.joined()
        let policies =
            Manifest.policy("own", "podSelector: {}, ingress: [{from: [{podSelector: {}}]}]")
            + Manifest.policy("one", "podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 1}]}]")
        let others = ["x", "y"].map { Manifest.pod($0, labels: "app: \($0)", namespace: "far") }.joined()
        let figure = try #require(draw(Resolved(pods + policies + others).cluster))
        #expect(figure.groups.map(\.name).contains("To b and 2 others"))
        #expect(!figure.groups.contains { $0.name.contains("several") } && !figure.elements.contains { $0.name.contains("Several") })
        #expect(figure.steps.contains { $0.text.hasPrefix("a may connect to b, c and d, and these to one another, on every port: ") })
        #expect(figure.steps.contains { $0.text.hasPrefix("a, b, c and d may connect to x and y in far on every port") })
    }

    @Test("Who is not drawn is refused: said only where everybody else is drawn")
    func remark() throws {
        let many = (0..<30).map { Manifest.pod("p\($0)", labels: "app: p\($0)") }.joined()
        let cut = try #require(draw(Resolved(many + Manifest.policy("podSelector: {}")).cluster))
        #expect(!cut.remarks.contains { $0.contains("no arrow is refused") })
        #expect(try #require(draw(shop.cluster)).remarks.contains { $0.contains("what has no arrow is refused") })
    }

    @Test("A way in through an Ingress comes from the controller, whose Pods are not found here (C29)")
    func ingress() throws {
        let route = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: edge}
            spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: open}
            spec: {podSelector: {}, ingress: [{}]}

            """
        let figure = try #require(draw(Resolved(Manifest.pod("a") + Manifest.service() + route).cluster))
        let controller = try #require(figure.elements.first { $0.role == .controller })
        #expect(controller.caption == "not found in these manifests")
        #expect(arrows(figure).contains { $0.contains("its Pods -> a") })
    }

    @Test("No policies, no figure; the explanation says so in one sentence")
    func noPolicies() throws {
        let cluster = Resolved(Manifest.pod("a")).cluster
        #expect(PolicyFigure().figures(of: cluster, for: FigureRequest()).isEmpty)
        let text = try Explanation(of: cluster, for: FigureRequest(), outline: .init(level: .full), figures: [], diagnostics: []).markdown(
            try TemplateLibrary())
        #expect(text.contains("## Who may talk to whom\n\nNo policy was found in these manifests"))
    }

    @Test("The explanation tells each policy, and the figure's steps with their numbers")
    func explanation() throws {
        let figure = try #require(draw(shop.cluster))
        let text = try Explanation(
            of: shop.cluster, for: FigureRequest(), outline: .init(level: .full), figures: [(figure, "policy-shop.svg")], diagnostics: []
        )
        .markdown(
            try TemplateLibrary())
        #expect(text.contains("NetworkPolicy shop/default-deny (samples/policies/policies.yaml:2) is about shop/api, shop/db and shop/web"))
        #expect(text.contains("It lets nothing in and lets nothing out. Another policy may allow more."))
        for step in figure.steps { #expect(text.contains("\(step.number). ")) }
        #expect(text.contains("(policy-shop.svg"))
    }

    @Test("Large namespaces are folded, and it is said")
    func folded() throws {
        let many = (0..<30).map { Manifest.pod("p\($0)", labels: "app: p\($0)") }.joined()
        let figure = try #require(draw(Resolved(many + Manifest.policy("podSelector: {}")).cluster))
        #expect(figure.elements.count < 30 && figure.remarks.contains { $0.contains("6 more workloads") })
    }
}
