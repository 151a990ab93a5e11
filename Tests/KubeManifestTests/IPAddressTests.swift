import KubeManifest
import Testing

@Suite("IP addresses")
struct IPAddressTests {
    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("2001:DB8::1", "2001:db8::1"), ("::", "::"), ("::1", "::1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("::ffff:10.0.0.1", "::ffff:a00:1"), ("1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"),
    ])
    func canonicalText(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "10.0.0", "10.0.0.256", "10.0.0.01", "1.2.3.4.5", "a.b.c.d", " 10.0.0.1", ":::", "1::2::3", "12345::", "::g", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", "+1.0.0.0",
    ])
    func noAddress(text: String) { #expect(IPAddress(text) == nil) }
}
