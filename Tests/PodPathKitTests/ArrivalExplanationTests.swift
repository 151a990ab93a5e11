import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// Where the page says who calls whom, and what is reachable from outside, it says what does not arrive.
@Suite("The explanation and the list of calls say which connections do not arrive")
struct ArrivalExplanationTests {
    private static let shop =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: c, env: [{name: DB_ADDR, value: 'db:80'}, {name: GONE_ADDR, value: 'gone:80'}, {name: MAIL_URL, value: 'smtp://mail.example.com:587'}]}]}

        """ + Manifest.service("db", selector: "app: db") + Manifest.workload("StatefulSet", "db", labels: "app: db")
        + Manifest.service("entry", selector: "app: web", spec: "type: NodePort")
    private static let deny = Manifest.policy("deny", "podSelector: {}, policyTypes: [Ingress]")

    private func page(_ yaml: String, namespaces: [String] = []) throws -> String {
        var request = FigureRequest()
        request.namespaces = namespaces
        return try Explanation(of: Resolved(yaml).cluster, for: request, outline: .withoutGlossary, figures: [], diagnostics: []).markdown(
            TemplateLibrary())
    }

    @Test("A call arrives, is refused with the policy's name and direction, or nobody can know (C13, C19)")
    func calls() throws {
        #expect(try page(Self.shop).contains("| Deployment default/web | default/db:80 | yes |"))
        let refused = try page(Self.shop + Self.deny)
        #expect(
            refused.contains(
                "| Deployment default/web | default/db:80 | no: refused by NetworkPolicy default/deny (ingress) |"))
        #expect(refused.contains("default/gone:80 | not known: no Service default/gone was found in these manifests"))
    }

    @Test("Addresses outside the cluster are listed, with their place")
    func outside() throws {
        let page = try page(Self.shop)
        #expect(page.contains("These addresses lead out of the cluster:"))
        #expect(page.contains("| Deployment default/web | mail.example.com:587 | `spec.template.spec.containers"))
    }

    @Test("A way in from outside that leads to refused Pods says so; one that leads in does not (C13)")
    func waysIn() throws {
        let shop = Resolved(Self.shop)
        let port = try #require(shop.service("entry").flatMap { shop.cluster.ports(of: $0).first?.nodePort })
        let way = "- Service default/entry is reached on nodePort \(port.text) (the cluster picks one from 30000 to 32767) of every node."
        let local = Self.shop.replacing("type: NodePort", with: "type: NodePort, externalTrafficPolicy: Local")
        #expect(
            try page(local + Self.deny).contains(
                way + " But what comes in does not arrive: refused by NetworkPolicy default/deny (ingress)."))
        // Policies see a node's address, and always let in the Pod's own node (C21, C57).
        #expect(
            try page(Self.shop + Self.deny).contains(
                way
                    + " But it arrives only by way of the node that the Pod runs on, and is refused from any other by NetworkPolicy default/deny (ingress)."
            ))
        #expect(try !page(Self.shop).contains("does not arrive"))
        let open = Manifest.policy("open", "podSelector: {matchLabels: {app: web}}, ingress: [{}]")
        #expect(try !page(Self.shop + Self.deny + open).contains("what comes in does not arrive"))
    }

    @Test("An Ingress whose Pods let no controller in (C33); one that lets others in leaves it open (C14)")
    func ingress() throws {
        let route = Manifest.shopIngress.replacing("name: web", with: "name: entry")
        #expect(try page(Self.shop + route + Self.deny).contains("by Ingress default/shop. But what comes in does not arrive: refused by"))
        let other = Manifest.policy(
            "in", "podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}]}]"
        )
        let unknown = try page(Self.shop + route + other)
        #expect(
            unknown.contains(
                "by Ingress default/shop. Whether requests arrive depends on where the controller's Pods run, which these manifests do not say: the policies let in only Pods with a=b of any namespace."
            ))
    }

    @Test("Where manifests name the controller's Pods, the policies are asked about them (C14, C19, C33)", arguments: [true, false])
    func controller(isAllowed: Bool) throws {
        let route = Manifest.shopIngress.replacing("name: web", with: "name: entry").replacing(
            "{rules", with: "{ingressClassName: nginx, rules")
        let controller =
            Manifest.workload("Deployment", "edge", labels: "app: edge", namespace: "edge").replacing(
                "name: c", with: "name: c, args: ['--ingress-class=nginx']")
            + Manifest.service("edge", selector: "app: edge", namespace: "edge", spec: "type: LoadBalancer")
        let name = isAllowed ? "edge" : "other"
        let policy = Manifest.policy(
            "in",
            "podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: \(name)}}}]}]"
        )
        let page = try page(Self.shop + route + controller + policy)
        #expect(page.contains("by Ingress default/shop.\n") == isAllowed)
        let refused = "by Ingress default/shop. But what comes in does not arrive: refused by NetworkPolicy default/in (ingress)."
        #expect(page.contains(refused) != isAllowed)
    }

    @Test("A namespace with one Pod: no heading without text, no names of other namespaces, no false claim about policies")
    func fewThings() throws {
        let page = try page(Self.shop + Self.deny + Manifest.pod("job", namespace: "jobs"), namespaces: ["jobs"])
        let lines = page.split(separator: "\n").filter { !$0.isEmpty }
        for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("## ") {
            #expect(!next.hasPrefix("## "), "\(line) has no text")
        }
        #expect(page.contains("\n## What the Pods are called\n"))
        #expect(!page.contains("## The Services"))
        #expect(page.contains("No policy found in these manifests is about a Pod of this namespace."))
        #expect(!page.contains(".default."))
    }

    @Test("podpath calls: the reason in the last column, and for programs")
    func report() {
        let report = CallsReport(Resolved(Self.shop + Self.deny).cluster, FigureRequest())
        #expect(report.text(.text).contains("refused by NetworkPolicy default/deny (ingress)"))
        #expect(report.text(.md).contains("| refused by NetworkPolicy default/deny (ingress) |"))
        #expect(report.text(.csv).contains("env[0].value,refused\n"))
        #expect(report.text(.json).contains("\"arrival\": \"refused\""))
        #expect(report.text(.json).contains("\"arrival\": \"unknown\""))
    }

    @Test("A port of the node that a Pod takes is a way in without a Service")
    func hostPort() throws {
        let pod = Manifest.pod("agent", labels: "app: agent").replacing(
            "name: c", with: "name: c, ports: [{containerPort: 9100, hostPort: 9101}]")
        let way = "Pod default/agent is reached on hostPort 9101 of each node that runs it, without a Service."
        #expect(try page(pod).contains(way))
        #expect(try page(pod + Self.deny).contains("\(way) Policies are not judged for that."))
        #expect(try !page(pod, namespaces: ["other"]).contains("hostPort"))
    }

    @Test(
        "Names are for Pods that ask the cluster's DNS, where others are there (R47); an SRV record names the Service or its endpoints (R15, R28)"
    )
    func names() throws {
        let ports = "{name: http, port: 80}"
        let service = try page(Manifest.pod("a") + Manifest.service(ports: ports))
        #expect(service.contains("| every Pod |") && service.contains("port 80, and the Service's own name as its host"))
        let headless = try page(Manifest.pod("a") + Manifest.service(ports: "{name: http, port: 8080}", spec: "clusterIP: None"))
        #expect(headless.contains("and the name of each endpoint that has it"))
        let host = try page(Manifest.pod("a", spec: "hostNetwork: true") + Manifest.service(ports: ports))
        #expect(host.contains("| every Pod that asks the cluster's DNS |") && !host.contains("| every Pod |"))
    }
}
