import KubeCluster
import TestSupport
import Testing

@Suite("What a Pod is called by itself (R41 to R44)")
struct PodHostnameTests {
    private func identity(_ name: String = "web-1", _ spec: String = "") -> PodIdentity {
        let cluster = Resolved(Manifest.pod(name, spec: spec)).cluster
        return cluster.identity(of: cluster.pods[0])
    }

    @Test("R41: spec.hostname, else the Pod's name")
    func hostname() {
        #expect(identity().hostname == "web-1")
        #expect(identity("web-1", "hostname: other").hostname == "other")
    }

    @Test("R41: 63 characters at most, and no - or . at the end")
    func cut() {
        let long = String(repeating: "a", count: 61) + ".-bcd"
        #expect(identity(long).hostname == String(repeating: "a", count: 61))
    }

    @Test("R42: the FQDN needs a subdomain, and no Service")
    func fqdn() {
        #expect(identity().fqdn == "web-1")
        #expect(identity("web-1", "subdomain: sub").fqdn == "web-1.sub.default.svc.cluster.local")
        #expect(identity("web-1", "subdomain: sub").hostname == "web-1")
    }

    @Test("R43: setHostnameAsFQDN, up to 64 characters")
    func asFQDN() {
        #expect(identity("web-1", "subdomain: sub, setHostnameAsFQDN: true").hostname == "web-1.sub.default.svc.cluster.local")
        #expect(identity("web-1", "setHostnameAsFQDN: true").hostname == "web-1")
        let tooLong = identity(String(repeating: "a", count: 40), "subdomain: sub, setHostnameAsFQDN: true")
        #expect(tooLong.hostname == nil)
        #expect(tooLong.error?.contains("at most 64") == true)
    }

    @Test("R44: hostnameOverride is both names; with hostNetwork or setHostnameAsFQDN the object is refused")
    func override() {
        #expect(identity("web-1", "hostnameOverride: a.b, subdomain: sub").fqdn == "a.b")
        #expect(identity("web-1", "hostnameOverride: a.b, hostNetwork: true").error != nil)
        #expect(identity("web-1", "hostNetwork: true, nodeName: n1").hostname == "n1")
    }
}
