import Graphviz
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("Looks: what the options of draw change, and what they leave")
struct LookTests {
    private func generator(_ change: (inout FigureLook) -> Void) -> Generator {
        var generator = Generator()
        change(&generator.look)
        return generator
    }

    private func figure(_ kind: String, _ sample: String, focus: String? = nil, _ generator: Generator = Generator()) throws -> Figure {
        var request = FigureRequest()
        request.focus = focus
        let cluster = Resolved(files: Project.sources("samples/\(sample)")).cluster
        let kind = try #require(FigureCatalog.kind(kind))
        return try #require(generator.figures([kind], of: cluster, for: request).first)
    }

    /// Without its mark, which tells looks apart.
    private func svg(_ figure: Figure, _ generator: Generator = Generator()) -> String {
        var diagnostics = Diagnostics()
        return String(decoding: generator.print(figure, as: .svg, &diagnostics) ?? [], as: UTF8.self).withoutMark
    }

    private func nodePort(_ change: (inout FigureLook) -> Void) throws -> Figure {
        try figure("service", "service-types", focus: "web-nodeport", generator(change))
    }

    // MARK: Parts

    @Test("Hidden addresses leave boxes and arrows, and the remark about examples with them")
    func ips() throws {
        let figure = try nodePort { $0.hidden = [.ips] }
        let lines = figure.elements.map { $0.lines.map(\.text) }
        #expect(lines[0] == ["selects Pods with", "app=web", "80 → http 8080", "to 3 Pods"])
        #expect(lines[1] == ["NodePort :30080", "the same port on every node"] && lines[2] == ["app=web", "http 8080"])
        #expect(figure.remarks == [English.rulesRemark])
    }

    @Test("Hidden ports leave addresses")
    func ports() throws {
        let figure = try nodePort { $0.hidden = [.ports] }
        let lines = figure.elements.flatMap(\.lines).map(\.text)
        #expect(!lines.contains { $0.contains("80") && !$0.hasPrefix("~") } && lines.contains { $0.hasPrefix("~") }, "\(lines)")
        for connection in figure.connections {
            #expect(connection.head.map(figure.elements[connection.to].lines.indices.contains) ?? true)
        }
        let overview = try self.figure("overview", "shop", generator { $0.hidden = [.ports] })
        #expect(
            overview.elements.flatMap(\.chips).filter { $0.role == .servicePorts }.allSatisfy { !$0.text.contains(":") && !$0.text.isEmpty }
        )
    }

    /// Names, a line each: a virtual IP, an illustrative one of IPv6, an alias, and the Pods' own names.
    private func records(_ parts: Set<FigureLook.Part>) throws -> Figure {
        let services =
            (1...9).map { Manifest.service("web-\($0)", spec: "clusterIP: 10.96.7.\($0)") }.joined()
            + Manifest.service("six", spec: "ipFamilies: [IPv6]")
            + Manifest.service("lone", selector: nil, spec: "type: ExternalName, externalName: example.com")
        var generator = Generator()
        generator.look.hidden = parts
        let cluster = Resolved(services + Manifest.pod("a")).cluster
        return try #require(generator.figures([RecordsFigure()], of: cluster, for: FigureRequest()).first)
    }

    private func goals(_ figure: Figure) -> [String: String] {
        let lines = figure.elements.filter { $0.id.hasPrefix("service-") }
        return Dictionary(lines.map { ($0.name, $0.facts.map(\.plain).joined()) }) { first, _ in first }
    }

    @Test("Hidden addresses leave the lines of a large zone; what is no address stays, and no ~ is left to explain (R71)")
    func tableWithoutIPs() throws {
        let whole = goals(try records([]))
        #expect(whole["web-1"] == "A 10.96.7.1" && whole["six"]?.hasPrefix("AAAA ~") == true)
        let figure = try records([.ips])
        #expect(goals(figure) == whole.mapValues { $0.hasPrefix("CNAME") ? $0 : "" })
        #expect(!svg(figure, generator { $0.hidden = [.ips] }).contains("~"))
        #expect(!figure.remarks.contains { $0.contains("~") })
    }

    @Test("Hidden ports leave the lines' addresses whole: an IPv6 address is full of colons")
    func tableWithoutPorts() throws {
        #expect(goals(try records([.ports])) == goals(try records([])))
    }

    @Test("An Ingress's table without ports keeps the Service and its share")
    func sharesWithoutPorts() throws {
        let gateway = try figure("ingress", "ingress", focus: "Gateway/infra/edge")
        let shares = gateway.elements.flatMap(\.rows).map(\.goal).filter { $0.contains("%") }
        #expect(!shares.isEmpty && shares.allSatisfy { $0.contains(":") })
        let hidden = try figure("ingress", "ingress", focus: "Gateway/infra/edge", generator { $0.hidden = [.ports] })
        #expect(
            hidden.elements.flatMap(\.rows).map(\.goal).filter { $0.contains("%") }
                == shares.map { Sentence($0.plain.replacing(/:[0-9]+/, with: "")) })
    }

    @Test("The remark about examples stays while a line of a table has one")
    func remarkOfTable() throws {
        #expect(try records([.labels]).remarks.contains(English.illustrativeRemark))
    }

    @Test("Without nodes an arrow keeps what it says and that it places no box; a frame keeps what is behind its name")
    func nodesKeep() {
        var figure = Figure(kind: "k", id: "k", title: "t", description: "", layout: .flow)
        let node = figure.add(.init(id: "n", role: .node, name: "n", note: "10.0.0.1", tooltip: "", parent: nil))
        let scene = figure.add(.init(id: "s", role: .scene, name: "s", note: "about", tooltip: "", parent: node))
        for name in ["a", "b"] { _ = figure.add(.init(id: name, role: .pod, eyebrow: "", name: name, group: scene)) }
        figure.connect(0, 1, .traffic, tooltip: "told")
        figure.connections[0].note = "policy p"
        figure.connections[0].isLoose = true
        let before = figure
        figure.removeNodes()
        #expect(figure.groups.map(\.note) == ["about"] && figure.groups[0].parent == nil)
        #expect(figure.connections[0].note == "policy p" && figure.connections[0].isLoose)
        #expect(figure.connections[0].tooltip == before.connections[0].tooltip && figure.connections[0].id == before.connections[0].id)
    }

    @Test("A figure without a node is the same without nodes", arguments: PrintingTests.samples)
    func noNode(sample: String) {
        let cluster = Resolved(files: Project.sources("samples/\(sample)")).cluster
        let figures = { (generator: Generator) in generator.figures(of: cluster, for: FigureRequest()) }
        for (whole, hidden) in zip(figures(Generator()), figures(generator { $0.hidden = [.nodes] }))
        where !whole.elements.contains(where: { $0.role == .node }) && !whole.groups.contains(where: { $0.role == .node }) {
            #expect(svg(whole) == svg(hidden), "\(whole.id)")
        }
    }

    @Test("Hidden labels take the line about them along")
    func labels() throws {
        let figure = try nodePort { $0.hidden = [.labels] }
        #expect(figure.elements.allSatisfy { box in !box.lines.contains { $0.text.contains("app=web") || $0.text.hasPrefix("selects") } })
        #expect(figure.key?.contains("Yellow") == false, "a key to marks that are there")
    }

    @Test("Without the node the arrow leads straight on; steps are numbered anew in picture and words")
    func nodes() throws {
        var figure = Figure(kind: "k", id: "k", title: "t", description: "", layout: .flow)
        for (name, role) in [("a", Figure.Element.Role.outside), ("n", .node), ("b", .service), ("c", .pod)] {
            _ = figure.add(.init(id: name, role: role, eyebrow: "", name: name))
        }
        for (from, text) in ["to the node", "to the Service", "to the Pod"].enumerated() {
            let step = figure.step(Sentence(text))
            figure.connect(from, from + 1, .traffic, step: step)
        }
        figure.description = figure.toldInSteps()
        figure.columns = [[0, 1], [2]]
        figure.removeNodes()
        #expect(figure.steps.map(\.text) == ["to the node to the Service", "to the Pod"] && figure.steps.map(\.number) == [1, 2])
        #expect(figure.elements.map(\.name) == ["a", "b", "c"])
        let first = try #require(figure.connections.first { $0.step == 1 })
        #expect(figure.elements[first.from].role == .outside && figure.elements[first.to].role == .service)
        #expect(figure.description.contains("Step 2:") && !figure.description.contains("Step 3:"))
        #expect(figure.columns.flatMap { $0 }.allSatisfy { figure.elements.indices.contains($0) })
    }

    @Test("From top to bottom: the network model turns and is narrower for it; other rows and tables, which would be too wide, do not")
    func directions() throws {
        let turning = generator { $0.direction = .topToBottom }
        var diagnostics = Diagnostics()
        var turned: [String: Bool] = [:]
        for sample in ["nodes", "shop", "policies", "ingress", "my-service"] {
            let cluster = Resolved(files: Project.sources("samples/\(sample)")).cluster
            for figure in turning.figures(of: cluster, for: FigureRequest()) {
                let bytes = try #require(turning.print(figure, as: .dot, &diagnostics))
                turned[figure.kind] = String(decoding: bytes, as: UTF8.self).contains("rankdir=\"TB\"")
            }
        }
        let stays = turned.filter { !$0.value }.keys.sorted()
        let still = ["dns-lookup", "dns-records", "ingress", "overview", "pod-replacement", "policy", "service", "service-types"]
        #expect(stays == still && turned.count > 8)
        let model = try figure("network-model", "nodes")
        let (across, down) = (SVGGeometry(svg(model)), SVGGeometry(svg(model, turning)))
        #expect(down.viewBox.maxX - down.viewBox.minX < across.viewBox.maxX - across.viewBox.minX)
        #expect(GeometryFaults(svg: down).all == [])
    }

    @Test("Every part can go from every figure of every sample", arguments: PrintingTests.samples)
    func everything(sample: String) {
        var diagnostics = Diagnostics()
        let generator = generator {
            $0.hidden = Set(FigureLook.Part.allCases)
            $0.hasLegend = true
            $0.direction = .topToBottom
        }
        for figure in generator.figures(of: Resolved(files: Project.sources("samples/\(sample)")).cluster, for: FigureRequest()) {
            #expect(generator.print(figure, as: .svg, &diagnostics) != nil)
        }
        #expect(diagnostics.all.isEmpty)
    }

    // MARK: Colours

    @Test("Dark has no light ground, print nothing but grey and no style sheet, light no dark one, auto both grounds")
    func themes() throws {
        let figure = try nodePort { _ in }
        let dark = svg(figure, generator { $0.theme = .dark })
        #expect(!dark.contains("#ffffff") && dark.contains("#0d1117"))
        #expect(dark.contains("<style>.kf:root{color-scheme:dark}\n"), "a browser that shows it alone puts it on a dark ground")
        let print = svg(figure, generator { $0.theme = .print })
        for match in print.matches(of: /(?:fill|stroke)="#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})"/) {
            #expect(match.1 == match.2 && match.2 == match.3)
        }
        #expect(!print.contains("<style"))
        #expect(!svg(figure, generator { $0.theme = .light }).contains("@media"))
        #expect(svg(figure).contains("<style>.kf:root{color-scheme:light dark}\n"))
        #expect(svg(figure).contains("@media screen and (prefers-color-scheme:dark){\n"))
    }

    @Test("A ground of one colour fixes the theme to the one whose text is read on it; none keeps both")
    func backgrounds() throws {
        let figure = try nodePort { _ in }
        let navy = generator { $0.background = .init("navy") }
        #expect(
            svg(figure, navy).contains("fill=\"#000080\"") && svg(figure, navy).contains("#e6edf3")
                && !svg(figure, navy).contains("prefers-color-scheme"))
        #expect(navy.look.lowContrast == nil)
        #expect(generator { $0.background = .init("#808080") }.look.lowContrast != nil)
        let none = svg(figure, generator { $0.background = .init("none") })
        #expect(none.contains("prefers-color-scheme") && !none.contains("transparent"))
        #expect(FigureLook.Background("red;blue") == nil)
    }

    @Test("The width is the attribute's; viewBox and drawing stay")
    func width() throws {
        let figure = try nodePort { _ in }
        let wide = svg(figure, generator { $0.width = 800 })
        #expect(wide.contains(" width=\"800\" height=\""))
        let box = try #require(svg(figure).firstMatch(of: /viewBox="[^"]*"/))
        #expect(wide.contains(box.0))
        #expect(wide.split(separator: "\n").dropFirst() == svg(figure).split(separator: "\n").dropFirst())
    }

    @Test("Title, description and alternative text are text, whatever they hold")
    func words() throws {
        let hostile = "\"><script>alert(1)</script>\u{1B}]]>&amp;"
        let generator = generator {
            $0.title = hostile
            $0.description = hostile
            $0.alternative = hostile
        }
        let text = svg(try figure("service", "service-types", focus: "web-nodeport", generator), generator)
        #expect(!text.contains("<script") && !text.contains("\u{1B}"))
        #expect(text.contains("aria-label=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\\u{1b}]]&gt;&amp;amp;\""))
    }

    // MARK: Steps

    /// A frame without what may differ: title, description, ids, faintness, the newest arrow's width.
    private func geometry(_ svg: String, _ id: String) -> String {
        svg.replacing(/<(title|desc)[^>]*>[^<]*/, with: "").replacing(/\ (id|opacity|stroke-width|aria-labelledby)="[^"]*"/, with: "")
    }

    @Test("Frames: one a step, the same geometry, what comes later faint, all there in the last", arguments: PrintingTests.samples)
    func frames(sample: String) throws {
        var diagnostics = Diagnostics()
        for figure in Generator().figures(of: Resolved(files: Project.sources("samples/\(sample)")).cluster, for: FigureRequest())
        where !figure.steps.isEmpty {
            let frames = try Generator().drawSteps(of: figure, &diagnostics).map {
                (name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self))
            }
            #expect(frames.map(\.name) == figure.steps.map { "\(figure.id)-step-\($0.number)" })
            let whole = geometry(svg(figure), figure.id)
            let first = figure.firstSteps
            for (step, frame) in zip(figure.steps, frames) {
                #expect(geometry(frame.text, frame.name) == whole)
                let later = first.values.count { $0 > step.number }
                #expect(frame.text.matches(of: /opacity="0.2"/).count == later)
                #expect(frame.text.contains("(step \(step.number) of \(figure.steps.count))</title>"))
            }
            #expect(first.values.allSatisfy { (1...figure.steps.count).contains($0) })
            for connection in figure.connections { #expect(connection.step == nil || first[connection.id] == connection.step) }
        }
        #expect(diagnostics.all.isEmpty)
    }

    @Test("The animation is CSS within the figure's own element; without it the SVG is the whole figure")
    func animation() throws {
        let figure = try figure("dns-lookup", "frontend-backend")
        let moving = svg(figure, generator { $0.isAnimated = true })
        #expect(moving.contains("@media screen and (prefers-reduced-motion:no-preference)"))
        #expect(moving.contains("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"\(figure.id)\""))
        for word in ["<animate", "<set", "<script", "url(", "@import", "opacity=\""] { #expect(!moving.contains(word)) }
        let still = moving.replacing(/<style>@media screen and \(prefers-reduced-motion[^<]*<\/style>\n/, with: "")
            .replacing(/\ step-[0-9]+"/, with: "\"").replacing(" id=\"\(figure.id)\"", with: "")
        #expect(still == svg(figure))
        for step in 2...figure.steps.count { #expect(moving.contains(" step-\(step)\"")) }
    }

    @Test("The alternative text is Markdown's, too")
    func alternative() throws {
        let cluster = Resolved(files: Project.sources("samples/my-service")).cluster
        var figure = try figure("overview", "my-service")
        figure.alternative = "short & plain"
        let page = try Explanation(
            of: cluster, for: FigureRequest(), outline: .init(level: .full), figures: [(figure, "overview.svg")], diagnostics: []
        )
        .markdown(TemplateLibrary())
        #expect(page.contains("![short &amp; plain](overview.svg)"))
    }
}
