import KubeCluster
import KubeManifest
import SafeText
import TestSupport
import Testing

@testable import PodPathKit

@Suite("Sentences are values: what a run is, each output shows in its own way")
struct SentenceTests {
    private static let pod: Sentence = Sentence(.name(.example("web-1")))
    private static let address: Sentence = Sentence(.address(.example("fd00::7")))

    @Test("~ is made by the run, and stands where the run stands")
    func examples() {
        let sentence: Sentence =
            "\(Self.pod) has \(address: .example("10.244.0.7")), and \(name: "db") has \(address: .stated("10.0.0.1"))."
        #expect(sentence.plain == "~web-1 has ~10.244.0.7, and db has 10.0.0.1.")
        #expect(sentence.markdown == sentence.plain && sentence.html == sentence.plain)
        #expect(sentence.hasExamples && !Sentence("~ alone").hasExamples)
        #expect(English.ports([.example("30080"), .stated("30081")], "nodePort") == "nodePorts ~30080 and 30081")
    }

    @Test("An IPv6 address stands in brackets before a port, and only there (RFC 3986, 3.2.2)")
    func brackets() {
        #expect(English.endpoint(.example("fd00::7"), 80) == "[~fd00::7]:80")
        #expect(English.endpoint(.stated("10.0.0.1"), 80) == "10.0.0.1:80")
        #expect(Self.address == "~fd00::7")
        #expect(English.endpoint(.example("fd00::7"), 80).without([.ports]) == "~fd00::7")
    }

    @Test("Markdown: what a manifest writes is a code span, the rest is escaped together")
    func markdown() {
        let path = "spec.containers[0].env[2].value"
        let sentence: Sentence = "\(code: path) is *new* and a_b\(name: "_c"): \(code: "x|y")"
        #expect(sentence.markdown == "`\(path)` is &#42;new&#42; and a_b_c: \(MarkdownCode("x|y").text)")
        #expect(sentence.html == "<code>\(path)</code> is *new* and a_b_c: <code>x|y</code>")
        let hostile: Sentence = "\(code: "<b>`{{x}}`")\(name: "<b>")"
        #expect(!hostile.html.contains("<b>"))
        #expect(hostile.markdown == MarkdownCode("<b>`{{x}}`").text + "&lt;b&gt;")
        #expect(Sentence([.code("a"), .code("b")]).markdown == "`ab`", "two spans side by side would be one that holds backticks")
    }

    @Test(
        "Hiding drops runs: what is left says something, or the line goes with them",
        arguments: [
            ("\("port ", port: 80)", nil, "port 80"), ("\(address: .stated("10.0.0.1"))\(":", port: 80)", "10.0.0.1", ":80"),
            ("from \(address: .stated("10.0.0.1"))", "from 10.0.0.1", nil),
            ("calls \(name: "cart")\(":", port: 80)", "calls cart", "calls cart:80"),
            ("\(name: "web") \(":", port: 80)\(", :", port: 443)", "web", "web :80, :443"), ("in shop", "in shop", "in shop"),
            ("\(name: "db"): no port\(" ", port: 80)", "db: no port", "db: no port 80"),
        ] as [(Sentence, String?, String?)])
    func hiding(sentence: Sentence, withoutPorts: String?, withoutAddresses: String?) {
        #expect(sentence.without([.ports])?.plain == withoutPorts)
        #expect(sentence.without([.ips])?.plain == withoutAddresses)
        #expect(sentence.without([.labels, .nodes]) == sentence)
    }

    @Test("Lists, plurals and counts have one rule each")
    func grammar() {
        #expect(English.list(["a"]) == "a" && English.list(["a", "b"], "or") == "a or b" && English.list(["a", "b", "c"]) == "a, b and c")
        #expect(English.list(first: 2, of: ["a", "b", "c", "d"], "Pod") == "a, b and 2 more Pods")
        #expect(English.list(first: 3, of: ["a", "b"]) == "a and b" && English.list([String]()).isEmpty)
        #expect(
            ["Pod", "address", "Ingress", "policy", "Gateway"].map(English.plural) == [
                "Pods", "addresses", "Ingresses", "policies", "Gateways",
            ])
        #expect(English.count(1, "policy") == "1 policy" && English.count(12_000, "Pod") == "12,000 Pods")
    }
}
