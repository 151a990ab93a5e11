import KubeManifest
import Testing

@Suite("Names, labels and ports that an API server accepts (k8s.io/apimachinery, validation)")
struct NameRulesTests {
    static let longest = String(repeating: "a", count: 63)

    @Test(arguments: ["web", "a", "9web", "a-b", NameRulesTests.longest])
    func labels(name: String) { #expect(NameRules.isDNS1123Label(name)) }

    @Test(arguments: ["", "Web", "-a", "a-", "a.b", "a_b", "ä", NameRulesTests.longest + "a"])
    func noLabels(name: String) { #expect(!NameRules.isDNS1123Label(name)) }

    @Test func servicesBeginWithALetter() {
        #expect(NameRules.isDNS1035Label("web9"))
        #expect(!NameRules.isDNS1035Label("9web"))
    }

    @Test func subdomains() {
        #expect(NameRules.isDNS1123Subdomain("a.b-c.d"))
        #expect(!NameRules.isDNS1123Subdomain("a..b"))
        #expect(!NameRules.isDNS1123Subdomain(String(repeating: "a.", count: 127) + "aa"))
    }

    @Test(arguments: ["app", "app.kubernetes.io/name", "A_b.c", "x/y"])
    func labelKeys(key: String) { #expect(NameRules.isLabelKey(key)) }

    @Test(arguments: ["", "a/b/c", "/name", "prefix/", "-a", "UPPER.io/x", "a b"])
    func noLabelKeys(key: String) { #expect(!NameRules.isLabelKey(key)) }

    @Test(arguments: ["http", "a", "http-2", "123abc"])
    func portNames(name: String) { #expect(NameRules.isPortName(name)) }

    @Test(arguments: ["", "80", "HTTP", "a--b", "-a", "sixteen-letters-"])
    func noPortNames(name: String) { #expect(!NameRules.isPortName(name)) }
}
