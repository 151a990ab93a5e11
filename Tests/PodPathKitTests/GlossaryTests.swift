import TestSupport
import Testing

@testable import PodPathKit

@Suite("The first use of a word that newcomers do not know says what it is")
struct GlossaryTests {
    private static let ports = "{name: http, port: 80, targetPort: 8080}"

    private func page(_ yaml: String, kinds: [String] = []) throws -> String {
        let cluster = Resolved(yaml).cluster
        let figures = Generator().figures(FigureCatalog.all.filter { kinds.contains($0.id) }, of: cluster, for: FigureRequest())
        return try Explanation(of: cluster, for: FigureRequest(), figures: figures.map { ($0, "\($0.id).svg") }, diagnostics: [])
            .markdown(TemplateLibrary())
    }

    private func count(_ text: String, in page: String) -> Int { page.split(separator: text, omittingEmptySubsequences: false).count - 1 }

    @Test("SRV records (R15): at the first Service alone, and not at all where nothing names a port")
    func service() throws {
        let pod = Manifest.pod("a")
        let meaning = "who asks for SRV records (entries of DNS that tell a port beside a host's name) |"
        let two = try page(pod + Manifest.service("one", ports: Self.ports) + Manifest.service("two", ports: Self.ports))
        #expect(count(meaning, in: two) == 1 && count("who asks for SRV records |", in: two) == 1)
        #expect(try #require(two.firstRange(of: meaning)).lowerBound < #require(two.firstRange(of: "### Service two")).lowerBound)
        #expect(try !page(pod + Manifest.service()).contains("entries of DNS"))
    }

    @Test("headless: in the list of calls, which comes before the Services; a sentence that explains it itself is left alone (R22)")
    func headless() throws {
        let service = Manifest.service("db", selector: "app: db", ports: "{port: 80, targetPort: 8080}", spec: "clusterIP: None")
        let pod = Manifest.pod("db", labels: "app: db").replacing("name: c", with: "name: c, ports: [{containerPort: 8080}]")
        let meaning = "(it has no virtual IP, its name stands for the Pods themselves)"
        #expect(try !page(service + pod).contains(meaning))
        let caller = Manifest.pod("web").replacing("name: c", with: "name: c, env: [{name: DB_URL, value: 'http://db:80'}]")
        let called = try page(service + pod + caller)
        #expect(called.contains("Service default/db is headless \(meaning) and turns no port into another"))
        #expect(count(meaning, in: called) == 1)
    }

    @Test("NAT and kubelet: where the network model is told")
    func networkModel() throws {
        let two = Manifest.pod("a") + Manifest.pod("b", labels: "app: b") + Manifest.service()
        let page = try page(two, kinds: ["network-model"])
        #expect(page.contains("(no NAT, network address translation):"))
        #expect(page.contains("such as the kubelet (which starts the Pods of its node and probes them), reach every Pod"))
        #expect(try !self.page(two).contains("network address translation"))
    }

    @Test("DNAT and zone: where a connection is told hop by hop")
    func path() throws {
        let caller = Manifest.pod("user", labels: "app: user").replacing(
            "name: c", with: "name: c, env: [{name: U_URL, value: 'http://web'}]")
        let yaml = caller + Manifest.pod("web") + Manifest.service(spec: "trafficDistribution: PreferClose")
        let page = try page(yaml, kinds: ["path"])
        #expect(page.contains("(DNAT, network address translation of the destination)"))
        #expect(page.contains("the client's zone (nodes that fail together, such as those of one data centre) are taken first"))
    }

    @Test("A word in a manifest is no use of ours: a Service that bears it as its name")
    func names() throws {
        let page = try page(Manifest.pod("kubelet") + Manifest.service("kubelet") + Manifest.service("headless"))
        #expect(!page.contains("starts the Pods of its node") && !page.contains("no virtual IP, its name"))
    }

    @Test("The order of the fields is that in which the templates say them")
    func order() throws {
        let text = Project.text("Templates/explanation/page.mustache")
        let tags = [
            "entrances": "#entrances", "waysIn": "#waysIn", "calls": "#calls", "namespaces": "#namespaces", "paths": "> path",
            "policies": "> policies", "lookups": "> names", "lessons": "> lessons", "findings": "> findings",
        ]
        let places = try tags.map { field, tag in (place: try #require(text.firstRange(of: "{{\(tag)}}")).lowerBound, field: field) }
        let said = places.sorted { $0.place < $1.place }.map(\.field)
        #expect(Glossary.order.filter { tags[$0] != nil } == said)
    }
}
