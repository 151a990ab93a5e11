import TestSupport
import Testing

@testable import PodPathKit

@Suite("The first use of a word that newcomers do not know is linked to the glossary, or says what it is")
struct GlossaryTests {
    private static let ports = "{name: http, port: 80, targetPort: 8080}"

    private func page(_ yaml: String, kinds: [String] = [], hasGlossary: Bool = false, isPage: Bool = false) throws -> String {
        let cluster = Resolved(yaml).cluster
        let figures = Generator().figures(FigureCatalog.all.filter { kinds.contains($0.id) }, of: cluster, for: FigureRequest())
        let outline = hasGlossary ? ExplanationOutline(level: .full) : .withoutGlossary
        let explanation = Explanation(
            of: cluster, for: FigureRequest(), outline: outline, figures: figures.map { ($0, "\($0.id).svg") }, diagnostics: [])
        return try isPage ? explanation.html(TemplateLibrary()) : explanation.markdown(TemplateLibrary())
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

    @Test("With a glossary on the page: a link at the first use, in the order of the page's own parts")
    func linked() throws {
        let yaml = Manifest.pod("a") + Manifest.service("one", ports: Self.ports) + Manifest.service("two", ports: Self.ports)
        let text = try page(yaml, hasGlossary: true)
        #expect(text.contains("describe 1 [Pod](#glossary) and 2 [Services](#glossary)."))
        #expect(count("who asks for [SRV records](#glossary) |", in: text) == 1 && count("who asks for SRV records |", in: text) == 1)
        #expect(!text.contains("(entries of DNS"))
        #expect(
            text.contains("- **SRV record**: A record of DNS that tells a port beside a host&#39;s name.")
                || text.contains("- **SRV record**: A record of DNS that tells a port beside a host's name."))
        let html = try page(yaml, hasGlossary: true, isPage: true)
        #expect(count("<a href=\"#term-srv-records\">SRV records</a>", in: html) == 1 && count("id=\"term-srv-records\"", in: html) == 1)
    }

    @Test("NAT and kubelet: where the network model is told")
    func networkModel() throws {
        let two = Manifest.pod("a") + Manifest.pod("b", labels: "app: b") + Manifest.service()
        let page = try page(two, kinds: ["network-model"])
        #expect(page.contains("(no NAT, network address translation):"))
        #expect(page.contains("such as the kubelet (which starts the Pods of its node and probes them), reach every Pod"))
        #expect(try !self.page(two).contains("network address translation"))
    }

    @Test("A word in a manifest is no use of ours: a Service that bears it as its name")
    func names() throws {
        let page = try page(Manifest.pod("kubelet") + Manifest.service("kubelet") + Manifest.service("headless"), hasGlossary: true)
        #expect(!page.contains("[kubelet]") && !page.contains("[headless]"))
    }

    @Test("Each word has a line in Templates/glossary/terms.txt, one sentence, and each line a word")
    func lines() {
        let lines = Project.text("Templates/glossary/terms.txt").split(separator: "\n")
        #expect(lines.compactMap { $0.split(separator: " ").first.map(String.init) } == Term.allCases.map(\.rawValue))
        for term in Term.allCases {
            #expect(term.meaning.hasSuffix(".") && term.meaning.count <= 160 && !term.meaning.dropLast().contains(". "), "\(term.title)")
        }
    }

    @Test("podpath glossary: all words, or one, under its title or its id; the nearest for a word that is none")
    func lookup() throws {
        #expect(Glossary.term(named: "NODEPORT") == .nodePort && Glossary.term(named: "headless service") == .headless)
        #expect(Glossary.term(named: "dns-record") == .dnsRecord && Glossary.term(named: "Pods") == .pod)
        #expect(Glossary.term(named: "lable") == nil && Glossary.nearest(to: "lable") == "Label")
        #expect(GlossaryReport([.pod]).text(.text).hasPrefix("Pod  One or more containers"))
        #expect(GlossaryReport([.pod]).text(.md) == "- **Pod**: \(Term.pod.meaning)\n")
        #expect(GlossaryReport([.nat]).text(.json).contains("\"schema\": \"podpath/v1\""))
    }
}
