import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// Which workload is configured to call which Service (C47 to C50, C53 to C55).
@Suite("Who is configured to call whom")
struct CallTests {
    static let services =
        Manifest.service("cart", selector: "app: cart", ports: "{name: grpc, port: 7070, targetPort: 8080}")
        + Manifest.service("db", selector: "app: db", ports: "{port: 5432}", spec: "clusterIP: None")
        + Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "serviceName: db\n  replicas: 1")
        + Manifest.service("pay", namespace: "shop", ports: "{port: 80}, {port: 443, name: https}")

    private func resolved(_ container: String, _ more: String = "", spec: String = "") -> Cluster {
        Resolved(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec:
              \(spec.isEmpty ? "restartPolicy: Always" : spec)
              containers:
                - {name: c, \(container)}

            """ + Self.services + more
        ).cluster
    }

    /// `shop/pay:443`, `default/x:80 missing`.
    private func calls(_ cluster: Cluster) -> [String] {
        cluster.calls.map { "\($0.target.path):\($0.port.map(String.init) ?? "?")\($0.isFound ? "" : " missing")" }
    }

    private func value(_ text: String, name: String = "CART_ADDR") -> [String] {
        calls(resolved("env: [{name: \(name), value: '\(text)'}]"))
    }

    @Test(
        "Every DNS form of an address is a call (C49, C53)",
        arguments: [
            "cart:7070", "cart", "CART", "cart.default:7070", "cart.default.svc", "cart.default.svc.cluster.local",
            "cart.default.svc.cluster.local.:7070",
            "grpc://cart:7070/x", "dns:///cart:7070", "cart:grpc", "http://user:p%40ss@cart:7070/a?b=c", "user:secret@tcp(cart:7070)/x",
            "cart:7070/path",
        ])
    func forms(text: String) { #expect(value(text) == ["default/cart:7070"]) }

    @Test("Lists of addresses, with commas or spaces (C53)")
    func lists() {
        #expect(value("cart:7070,pay.shop:443 db:5432") == ["default/cart:7070", "default/db:5432", "shop/pay:443"])
        #expect(value("http://cart:7070,http://pay.shop") == ["default/cart:7070", "shop/pay:80"])
    }

    @Test("A StatefulSet Pod's name under its headless Service (C53)")
    func podName() { #expect(value("db-0.db:5432") == ["default/db:5432"]) }

    @Test(
        "A plain word that equals a Service's name is no call (C54)",
        arguments: [
            ("APP_NAME", "cart"), ("LOG_LEVEL", "db"), ("MESSAGE", "the cart is full"), ("LISTEN_ADDR", "cart"), ("IMAGE", "cart:latest"),
        ])
    func plainWords(name: String, text: String) { #expect(value(text, name: name) == []) }

    @Test("No substring is a name (C54)", arguments: ["my-cart:7070", "cart.example.com", "cartx", "x.cart.example.com:443"])
    func substrings(text: String) { #expect(!value(text).contains { $0.hasPrefix("default/cart:") }) }

    @Test("A name in an address position that no Service bears, and what is never one")
    func missing() {
        #expect(value("crat:7070") == ["default/crat:7070 missing"])
        #expect(value("http://crat") == ["default/crat:80 missing"])
        #expect(resolved("env: [{name: CART_ADDR, value: 'crat:7070'}]").calls.first?.advice?.contains("cart") == true)
        for own in ["localhost:80", "127.0.0.1:80", "0.0.0.0", "none", "true", "/var/run/x.sock", "unix:///x", "*"] {
            #expect(value(own) == [])
        }
    }

    @Test("Outside of the cluster is said to be outside")
    func outside() {
        let cluster = resolved("env: [{name: API_URL, value: 'https://api.example.com/v1'}]")
        #expect(cluster.calls.isEmpty)
        #expect(cluster.outsideCalls.map(\.name) == ["api.example.com"])
    }

    @Test("Host and port in sibling variables")
    func siblings() {
        let cluster = resolved("env: [{name: PAY_HOST, value: pay.shop}, {name: PAY_PORT, value: '443'}]")
        #expect(calls(cluster) == ["shop/pay:443"])
        #expect(calls(resolved("env: [{name: PAY_HOST, value: pay.shop}]")) == ["shop/pay:?"], "two ports, and nothing says which")
    }

    @Test("$(VAR) is replaced, and the kubelet's own variables are known")
    func expansion() {
        #expect(calls(resolved("env: [{name: H, value: cart}, {name: URL, value: 'http://$(H):7070'}]")) == ["default/cart:7070"])
        #expect(calls(resolved("args: ['--addr=$(CART_SERVICE_HOST):$(CART_SERVICE_PORT)']")) == ["default/cart:7070"])
        #expect(calls(resolved("args: ['--addr=$(CART_SERVICE_HOST):1']", spec: "enableServiceLinks: false")) == [])
        #expect(calls(resolved("env: [{name: URL, value: 'http://$$(H)'}, {name: H, value: cart}]")) == [])
    }

    @Test(
        "Commands, flags and scripts (C53)",
        arguments: [
            #"args: ["--cart-addr=cart:7070"]"#, #"args: ["--cart-addr", "cart:7070"]"#, #"command: [nc, -z, cart, "7070"]"#,
            #"command: [sh, -c, "until nc -z cart 7070; do sleep 1; done"]"#, #"command: [sh, -c, "curl -s cart:7070/health"]"#,
            #"command: [sh, -c, "export A=1; wget -qO- http://cart:7070/"]"#,
        ])
    func commands(container: String) { #expect(calls(resolved(container)) == ["default/cart:7070"]) }

    @Test("Init containers and sidecars count, probes do not (C53)")
    func containers() {
        let cluster = resolved(
            "livenessProbe: {httpGet: {host: pay.shop, port: 80}}",
            spec: "initContainers: [{name: i, env: [{name: CART_ADDR, value: 'cart:7070'}]}]")
        #expect(calls(cluster) == ["default/cart:7070"])
    }

    static let map = """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: conf}
        data:
          CART_ADDR: cart:7070
          nginx.conf: |
            # server db:5432;
            upstream pay { server pay.shop:443; }
            location / { proxy_pass http://pay; }
          app.yaml: |
            title: db
            database:
              host: db
              port: 5432

        """

    @Test("ConfigMaps: by key, whole, mounted, projected; each with the line within the file (C47, C53)")
    func configMaps() {
        #expect(
            calls(resolved("env: [{name: ADDR, valueFrom: {configMapKeyRef: {name: conf, key: CART_ADDR}}}]", Self.map)) == [
                "default/cart:7070"
            ])
        #expect(calls(resolved("envFrom: [{configMapRef: {name: conf}}]", Self.map)).contains("default/cart:7070"))
        let mounted = resolved(
            "volumeMounts: [{name: v, mountPath: /etc}]", Self.map,
            spec: "volumes: [{name: v, projected: {sources: [{configMap: {name: conf, items: [{key: nginx.conf, path: nginx.conf}]}}]}}]")
        #expect(calls(mounted) == ["shop/pay:443"], "the comment is no call, nginx's own name is no Service")
        let evidence = mounted.calls.first?.because
        #expect(evidence?.map(\.field) == ["data['nginx.conf']", "spec.volumes[0].projected.sources[0].configMap"])
        let app = resolved(
            "volumeMounts: [{name: v, mountPath: /etc/app.yaml, subPath: app.yaml}]", Self.map,
            spec: "volumes: [{name: v, configMap: {name: conf}}]")
        #expect(calls(app) == ["default/db:5432"])
        #expect(calls(resolved("env: []", Self.map)) == [], "a ConfigMap that nobody uses says nothing")
    }

    @Test("The line of evidence within a block of text is the file's own")
    func lines() {
        let yaml =
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  a.conf: |\n    x=1\n    url=http://cart:7070\n---\n"
            + "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  volumes: [{name: v, configMap: {name: conf}}]\n"
            + "  containers: [{name: c, volumeMounts: [{name: v, mountPath: /c}]}]\n" + Self.services
        #expect(Resolved(yaml).cluster.calls.first?.because.first?.location.line == 7)
    }

    @Test("Secrets are named by key and never read")
    func secrets() {
        let cluster = resolved(
            "env: [{name: DB_URL, valueFrom: {secretKeyRef: {name: s, key: url}}}, {name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: p}}}]"
        )
        #expect(cluster.hiddenAddresses.map(\.variable) == ["DB_URL"])
        #expect(cluster.calls.isEmpty)
    }

    @Test("Credentials reach no evidence")
    func credentials() {
        let cluster = resolved("env: [{name: URL, value: 'amqp://user:hunter2@cart:7070'}]")
        #expect(cluster.calls.flatMap(\.because).map(\.value) == ["cart:7070"])
    }

    @Test("A port that the Service does not serve is a finding; its targetPort is said to be that (C49, C53)")
    func wrongPort() {
        let result = Resolved(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, env: [{name: CART_ADDR, value: 'cart:8080'}]}]}\n"
                + Self.services)
        let finding = result.findings.first { $0.identifier == "call-port-not-served" }
        #expect(finding?.message.contains("8080 is its targetPort") == true)
        #expect(finding?.field == "spec.containers[0].env[0].value")
    }

    @Test("A workload is no caller of the Service in front of itself (C50)")
    func itself() {
        let yaml =
            Manifest.service()
            + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: web}}\nspec: {containers: [{name: c, env: [{name: OWN_URL, value: 'http://web'}]}]}\n"
        #expect(Resolved(yaml).cluster.calls.isEmpty)
    }

    @Test("Variables that double each other end")
    func doubling() {
        let list = (1...60).map { "{name: V\($0), value: '$(V\($0 - 1))$(V\($0 - 1))'}" }.joined(separator: ", ")
        #expect(calls(resolved("env: [{name: V0, value: aaaaaaaa}, \(list)]")) == [])
    }

    @Test("Online Boutique: 16 calls, and the one name that no Service bears (C55)")
    func onlineBoutique() {
        let cluster = Resolved(files: Project.sources("Tests/Fixtures/applications/online-boutique.yaml")).cluster
        #expect(cluster.calls.filter(\.isFound).count == 16)
        #expect(cluster.calls.filter { !$0.isFound }.map(\.name) == ["shoppingassistantservice:80"])
        #expect(cluster.calls.allSatisfy { $0.isFound == $0.resolves })
    }

    @Test(
        "ConfigMaps with thousands of addresses, given to thousands of Pods, end, and are told of once", arguments: ["file", "variables"])
    func budget(form: String) {
        let addresses = (0..<3000).map { "    a\($0).example.org:80\n" }.joined()
        let map =
            form == "file"
            ? "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n  hosts: |\n" + addresses
            : "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n  HOSTS: |\n" + addresses
        let given =
            form == "file"
            ? "volumes: [{name: v, configMap: {name: big}}], containers: [{name: c, volumeMounts: [{name: v, mountPath: /v}], env: [{name: CART_ADDR, value: 'cart:7070'}]}]"
            : "containers: [{name: c, envFrom: [{configMapRef: {name: big}}], env: [{name: CART_ADDR, value: 'cart:7070'}]}]"
        let pods = (0..<600).map { "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p\($0)}\nspec: {\(given)}\n" }.joined()
        let result = Resolved(Manifest.service("cart", selector: "app: cart", ports: "{port: 7070}") + map + pods)
        let told = result.findings.filter { $0.identifier == "limit-exceeded" }
        #expect(told.count == 1)
        #expect(told.first?.message.contains("ConfigMaps") == true)
        // What stands in the Pods themselves is read all the same.
        #expect(result.cluster.calls.filter { $0.target.name == "cart" }.count == 600)
    }

    @Test(
        "Whether a call's name resolves is what the whole walk through the search list says (R55, R56)",
        arguments: [
            "", "resolver: musl", "dns: {namespaces: [shop]}", "clusterDNS: []", "clusterDomain: corp.example",
            "node: {resolvConf: search x.example}",
            "dns: {ignoreEmptyService: true}",
        ])
    func resolvesLikeTheWalk(facts: String) {
        let hosts = [
            "cart", "pay.shop", "pay.shop.svc", "cart.default.svc.cluster.local", "db", "db-0.db", "alias", "empty", "lone.shop",
            "shop.cart",
        ]
        let specs = [
            ("plain", ""), ("host", "hostNetwork: true,"), ("own", "dnsConfig: {searches: [shop.svc.cluster.local]},"),
            ("none", "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10]},"),
        ]
        let pods = specs.flatMap { name, spec in
            hosts.enumerated().map { number, host in
                """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: \(name)-\(number)}
                spec: {\(spec) containers: [{name: c, env: [{name: X_ADDR, value: 'http://\(host):80'}]}]}

                """
            }
        }
        let fixture = DNSFixture(
            pods.joined() + Self.services
                + Manifest.service("alias", spec: "type: ExternalName, externalName: db.example.com".replacing(", ", with: "\n  "))
                + Manifest.service("empty", selector: "app: nobody", spec: "clusterIP: None")
                + Manifest.service("lone", selector: "app: nobody", namespace: "shop")
                + Manifest.service("cart", selector: "app: nobody", namespace: "shop", spec: "clusterIP: None"),
            facts: facts)
        let cluster = fixture.resolved.cluster
        let found = cluster.calls.filter(\.isFound)
        #expect(fixture.factFindings.isEmpty)
        #expect(found.count >= 28)
        for call in found {
            guard let pod = cluster.workloads[call.workload].pods.first.map({ cluster.pods[$0] }) else { continue }
            let host = call.name.split(separator: ":").first.map(String.init) ?? ""
            let walk = Lookup(host, type: nil, from: pod, in: fixture.dns).found
            #expect(call.resolves == walk, "\(call.name) from \(pod.reference.name) with facts \(facts)")
        }
    }
}
