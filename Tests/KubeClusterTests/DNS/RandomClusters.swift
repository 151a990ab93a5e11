import TestSupport

/// A random cluster, as manifests and facts for podpath, and as what CoreDNS would hold of it; the same for the same seed.
///
/// Names and addresses are few, so that they clash. Every object is one that an API server accepts.
struct RandomCluster {
    private(set) var yaml = ""
    private(set) var facts = ""
    private(set) var model = CoreDNSModel()
    /// Labels of which questions are made.
    private(set) var labels: Set<String> = ["nothing", "web-0"]
    private(set) var addresses: Set<String> = ["10.1.9.9"]
    private var random: RandomPolicies.Generator

    private static let namespaces = ["default", "shop", "kube-system"]
    private static let names = ["web", "db", "dns"]
    private static let hostnames = ["one", "two", "web-0"]
    private static let zones = ["a", "Zone.B"]
    private static let fourth = (1...6).map { "10.1.0.\($0)" }
    private static let sixth = ["fd00::", "fd00::1", "2001:db8::7:0:1"]
    private static let protocols = ["TCP", "UDP", "SCTP"]

    init(seed: UInt64) {
        random = RandomPolicies.Generator(seed: seed)
        makeFacts()
        for (position, zone) in Self.zones.enumerated() {
            add("v1", "Node", "name: n\(position), labels: {topology.kubernetes.io/zone: \(zone)}", "spec: {}")
        }
        if chance(2) { add("v1", "Namespace", "name: declared", "spec: {}") }
        model.namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"]
        if yaml.contains("declared") { model.namespaces.insert("declared") }
        let pods = (0..<below(5)).map { makePod("p\($0)") }
        for namespace in Self.namespaces { for name in Self.names where chance(2) { makeService(name, namespace, pods) } }
        // Slices of a Service that is not there.
        if chance(3) { makeSlice("gone", pick(Self.namespaces)) }
        addBuiltIn()
    }

    // MARK: Chance

    mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
    /// Once in so many.
    mutating func chance(_ count: Int) -> Bool { below(count) == 0 }

    private mutating func add(_ version: String, _ kind: String, _ metadata: String, _ rest: String) {
        yaml += "---\n{apiVersion: \(version), kind: \(kind), metadata: {\(metadata)}, \(rest)}\n"
    }

    // MARK: Facts

    private mutating func makeFacts() {
        model.podsMode = pick(["insecure", "verified", "disabled"])
        model.ttl = pick([0, 5, 30, 3600])
        model.domain = pick(["cluster.local", "cluster.local", "corp.example"])
        model.reverseZones = pick([["in-addr.arpa", "ip6.arpa"], ["10.in-addr.arpa", "96.10.in-addr.arpa"], []])
        model.ignoresEmptyService = chance(3)
        model.endpointPodNames = chance(3)
        switch below(4) {
        case 0: model.noEndpoints = true
        case 1: model.zonal = true
        default: break
        }
        if chance(4) { model.exposed = [pick(Self.namespaces), "shop"] }
        model.localIPs = chance(3) ? [pick(Self.fourth), pick(Self.sixth)] : [pick(Self.fourth)]
        model.upstream = ["outside.example.": ["A": ["192.0.2.53"]], "9.0.1.10.in-addr.arpa.": ["PTR": ["host.example."]]]
        let list = { (items: [String]) in "[\(items.map { "\"\($0)\"" }.joined(separator: ", "))]" }
        facts = """
            clusterDomain: \(chance(4) ? model.domain.uppercased() : model.domain)
            dns: {pods: \(model.podsMode), ttl: \(model.ttl), reverseZones: \(list(model.reverseZones)), zonal: \(model.zonal),
                  ignoreEmptyService: \(model.ignoresEmptyService), endpointPodNames: \(model.endpointPodNames),
                  noEndpoints: \(model.noEndpoints), serverAddresses: \(list(model.localIPs)),
                  namespaces: \(model.exposed.isEmpty ? "null" : list(model.exposed.sorted()))}
            upstream: {outside.example: {A: [192.0.2.53]}, 9.0.1.10.in-addr.arpa: {PTR: [host.example.]}}

            """
    }

    // MARK: Pods

    private struct Pod {
        let namespace: String
        let name: String
        let app: String
        let ips: [String]
        let hostname: String
        let subdomain: String
        let zone: String
        let isReady: Bool
        let isTerminating: Bool
        let hasEnded: Bool
    }

    private mutating func makePod(_ name: String) -> Pod {
        let phase = pick(["Running", "Running", "Running", "Pending", "Unknown", "Succeeded", "Failed"])
        var ips = [pick(Self.fourth), pick(Self.sixth)].shuffled(using: &random)
        if chance(2) { ips = [ips[0]] }
        let node = below(3)
        let pod = Pod(
            namespace: pick(Self.namespaces), name: name, app: pick(Self.names), ips: ips, hostname: chance(2) ? pick(Self.hostnames) : "",
            subdomain: chance(2) ? pick(Self.names) : "", zone: node < Self.zones.count ? Self.zones[node] : "", isReady: !chance(3),
            isTerminating: chance(4), hasEnded: phase == "Succeeded" || phase == "Failed")
        labels.insert(name)
        addresses.formUnion(ips)
        add(
            "v1", "Pod",
            "name: \(name), namespace: \(pod.namespace), labels: {app: \(pod.app)}"
                + (pod.isTerminating ? ", deletionTimestamp: \"2024-01-01T00:00:00Z\"" : ""),
            "spec: {containers: [{name: c}], nodeName: n\(node)"
                + (pod.hostname.isEmpty ? "" : ", hostname: \(pod.hostname)")
                + (pod.subdomain.isEmpty ? "" : ", subdomain: \(pod.subdomain)")
                + "}, status: {phase: \(phase), podIP: \"\(ips[0])\", podIPs: [\(ips.map { "{ip: \"\($0)\"}" }.joined(separator: ", "))], "
                + "conditions: [{type: Ready, status: \"\(pod.isReady ? "True" : "False")\"}]}")
        model.namespaces.insert(pod.namespace)
        if !pod.isTerminating, !pod.hasEnded, phase != "Unknown" { model.pods.append(.init(namespace: pod.namespace, ip: ips[0])) }
        return pod
    }

    // MARK: Services

    /// As CoreDNS holds them, and as a manifest writes them.
    private mutating func makePorts(atLeast least: Int) -> (ports: [CoreDNSModel.Port], text: String) {
        let count = max(least, below(4))
        var ports: [CoreDNSModel.Port] = []
        for position in 0..<count {
            let name = count == 1 && chance(2) ? "" : ["http", "dns", "x1"][position]
            ports.append(.init(name: name, proto: pick(Self.protocols), number: 80 + position))
        }
        let text = ports.map { port in
            "{\(port.name.isEmpty ? "" : "name: \(port.name), ")port: \(port.number), protocol: \(port.proto)}"
        }.joined(separator: ", ")
        return (ports, text)
    }

    private mutating func makeService(_ name: String, _ namespace: String, _ pods: [Pod]) {
        model.namespaces.insert(namespace)
        if chance(4) { return makeAlias(name, namespace) }
        let isHeadless = chance(2)
        let (ports, text) = makePorts(atLeast: isHeadless ? 0 : 1)
        let four = pick((1...3).map { "10.96.5.\($0)" } + [Self.fourth[0]])
        let six = pick(["fd00:96::1", "fd00:96::2"])
        let ips = pick([[four], [six], [four, six], [six, four]])
        addresses.formUnion(ips)
        let families = ips.map { $0.contains(":") ? "IPv6" : "IPv4" }
        let publishes = chance(4)
        let byHand = below(3)
        var spec =
            isHeadless ? "clusterIP: None" : "clusterIP: \"\(ips[0])\", clusterIPs: [\(ips.map { "\"\($0)\"" }.joined(separator: ", "))]"
        spec +=
            ", ipFamilies: [\(families.joined(separator: ", "))], ipFamilyPolicy: \(families.count == 2 ? "RequireDualStack" : "SingleStack")"
        spec += ", publishNotReadyAddresses: \(publishes), ports: [\(text)]" + (byHand == 0 ? ", selector: {app: \(name)}" : "")
        add("v1", "Service", "name: \(name), namespace: \(namespace)", "spec: {\(spec)}")
        model.services.append(
            .init(
                namespace: namespace, name: name, externalName: nil, clusterIPs: isHeadless ? ["None"] : ips,
                ports: ports.isEmpty ? [.init()] : ports))
        switch byHand {
        case 0:
            for family in families {
                let own = pods.filter { $0.namespace == namespace && $0.app == name && !$0.hasEnded }.compactMap { pod in
                    pod.ips.first { $0.contains(":") == (family == "IPv6") }.map { (pod, $0) }
                }
                let ready = own.filter { publishes || $0.0.isReady && !$0.0.isTerminating }.map { pod, ip in
                    CoreDNSModel.Slice.Address(
                        ip: ip, hostname: pod.subdomain == name ? pod.hostname : "", target: pod.name, zone: pod.zone)
                }
                model.slices.append(
                    .init(namespace: namespace, service: name, addresses: ready, ports: ports.isEmpty ? [.init()] : ports))
            }
        case 1: for _ in 0..<below(3) { makeSlice(name, namespace) }
        default: if chance(2) { makeEndpoints(name, namespace) }
        }
    }

    private mutating func makeAlias(_ name: String, _ namespace: String) {
        let inside = "\(pick(Self.names)).\(pick(Self.namespaces)).svc.\(model.domain)"
        let target = pick([
            inside, inside, "p.\(inside)", "outside.example", "unknown.example.", "10.1.0.1", "svc.\(model.domain)",
            "1.0.1.10.in-addr.arpa",
        ])
        add("v1", "Service", "name: \(name), namespace: \(namespace)", "spec: {type: ExternalName, externalName: \(target)}")
        model.services.append(.init(namespace: namespace, name: name, externalName: target, clusterIPs: [""], ports: [.init()]))
        if chance(3) { makeSlice(name, namespace) }
    }

    // MARK: Endpoints by hand

    private mutating func makeSlice(_ service: String, _ namespace: String) {
        model.namespaces.insert(namespace)
        let (ports, text) = makePorts(atLeast: 0)
        let isIPv6 = chance(3)
        var endpoints: [String] = []
        var ready: [CoreDNSModel.Slice.Address] = []
        for position in 0..<below(4) {
            // The second is another spelling of an address: only text is compared.
            let ips =
                isIPv6 ? [pick(Self.sixth + ["2001:db8:0:0::9"])] : Array(Self.fourth.shuffled(using: &random).prefix(chance(4) ? 2 : 1))
            let hostname = chance(2) ? pick(Self.hostnames) : ""
            let target = chance(2) ? "" : chance(4) ? String(repeating: "t", count: 64) : "p\(position)"
            let zone = chance(2) ? pick(Self.zones) : ""
            let condition = pick(["", "", "true", "false"])
            endpoints.append(
                "{addresses: [\(ips.map { "\"\($0)\"" }.joined(separator: ", "))], nodeName: n0"
                    + (hostname.isEmpty ? "" : ", hostname: \(hostname)") + (zone.isEmpty ? "" : ", zone: \(zone)")
                    + (target.isEmpty ? "" : ", targetRef: {kind: Pod, name: \(target), namespace: \(namespace)}")
                    + (condition.isEmpty ? "" : ", conditions: {ready: \(condition)}") + "}")
            if condition != "false" { ready += ips.map { .init(ip: $0, hostname: hostname, target: target, zone: zone) } }
            addresses.formUnion(ips)
        }
        add(
            "discovery.k8s.io/v1", "EndpointSlice",
            "name: s\(model.slices.count), namespace: \(namespace), labels: {kubernetes.io/service-name: \(service)}",
            "addressType: \(isIPv6 ? "IPv6" : "IPv4"), ports: [\(text)], endpoints: [\(endpoints.joined(separator: ", "))]")
        model.slices.append(.init(namespace: namespace, service: service, addresses: ready, ports: ports.isEmpty ? [.init()] : ports))
    }

    /// Mirrored: a slice for each family.
    private mutating func makeEndpoints(_ name: String, _ namespace: String) {
        let (ports, text) = makePorts(atLeast: 0)
        let all = (Self.fourth + Self.sixth).shuffled(using: &random)
        let ready = all.prefix(below(3)).map { ($0, chance(2) ? pick(Self.hostnames) : "") }
        addresses.formUnion(ready.map(\.0))
        let list = ready.map { "{ip: \"\($0)\"\($1.isEmpty ? "" : ", hostname: \($1)")}" }.joined(separator: ", ")
        add(
            "v1", "Endpoints", "name: \(name), namespace: \(namespace)",
            "subsets: [{addresses: [\(list)], notReadyAddresses: [{ip: \"\(all[4])\"}], ports: [\(text)]}]")
        for isIPv6 in [false, true] {
            let own = ready.filter { $0.0.contains(":") == isIPv6 }.map { CoreDNSModel.Slice.Address(ip: $0.0, hostname: $0.1) }
            model.slices.append(.init(namespace: namespace, service: name, addresses: own, ports: ports.isEmpty ? [.init()] : ports))
        }
    }

    /// The two Services that podpath takes every cluster to have (R72).
    ///
    /// Where two Services have one virtual IP, CoreDNS answers with whichever its index gives first, podpath with the first by its name.
    private mutating func addBuiltIn() {
        model.services.sort { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
        model.services += [
            .init(
                namespace: "default", name: "kubernetes", externalName: nil, clusterIPs: ["10.96.0.1"],
                ports: [.init(name: "https", proto: "TCP", number: 443)]),
            .init(
                namespace: "kube-system", name: "kube-dns", externalName: nil, clusterIPs: ["10.96.0.10"],
                ports: [("dns", "UDP", 53), ("dns-tcp", "TCP", 53), ("metrics", "TCP", 9153)].map { .init(name: $0, proto: $1, number: $2) }
            ),
        ]
        addresses.formUnion(["10.96.0.1", "10.96.0.10"])
    }
}
