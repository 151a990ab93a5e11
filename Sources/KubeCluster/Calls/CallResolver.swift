import KubeManifest

/// Who is configured to call whom: the addresses in the configuration of every workload, resolved as its Pods would resolve them.
struct CallResolver {
    private let cluster: Cluster
    /// Made when the first name is looked up: many manifests call nobody.
    private lazy var dns = ClusterDNS(cluster)
    private let configMaps: [String: [String: ConfigMap]]
    private let serviceNames: Set<String>
    private let namespaces: Set<String>
    private let byPath: [String: Int]
    private let byAddress: [String: Int]
    /// The labels of the cluster's domain.
    private let zone: [String]
    private let servicesByNamespace: [String: [Int]]
    private var links: [String: [String: String]] = [:]
    private var scanned: [String: AddressScanner] = [:]
    private var scanner = AddressScanner()
    /// What a host names, by the caller's namespace and the host: the same names come again and again.
    private var hosts: [String: CalledHost] = [:]
    /// Fields by where they stand: the same ones in every replica.
    private var paths: [ConfigurationText.FieldKey: String] = [:]
    /// By namespace, for Pods with a plain resolver.
    private var resolvers: [String: ServiceResolver] = [:]
    private var advice: [String: String?] = [:]
    /// How many comparisons the search for the nearest names may still take; thousands of missing names are told without.
    private var comparisons = 200_000
    private(set) var calls: [Call] = []
    /// The calls of the workload at hand, and the object that says what its Pods run.
    private var own = WorkloadCalls()
    private var proxies = ProxySettings()
    private var owner: ObjectMetadata?
    /// How much of `Limits.configuration` is left.
    private var budget: Int
    /// The first workload whose ConfigMaps and variables were no longer read to their end.
    private(set) var stoppedAt: ObjectMetadata?
    private(set) var hidden: [HiddenAddress] = []
    private(set) var outside: [OutsideCall] = []
    /// Each name of a workload that does not lead to the Service that it means, also where another name for it does.
    private(set) var unresolved: [Call] = []

    /// - Parameter budget: `Limits.configuration`.
    init(_ cluster: Cluster, budget: Int) {
        self.cluster = cluster
        self.budget = budget
        configMaps = Dictionary(grouping: cluster.objects.configMaps, by: \.metadata.namespace).mapValues { maps in
            Dictionary(maps.map { ($0.metadata.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
        serviceNames = Set(cluster.services.map(\.name))
        namespaces = Set(cluster.namespaces)
        zone = cluster.facts.clusterDomain.lowercased().split(separator: ".").map(String.init)
        let services = cluster.services
        servicesByNamespace = Dictionary(grouping: services.indices) { services[$0].namespace }
        byPath = Dictionary(
            cluster.services.enumerated().map { ("\($1.namespace)/\($1.name)", $0) }, uniquingKeysWith: { first, _ in first })
        byAddress = Dictionary(
            cluster.services.enumerated().flatMap { position, service in
                service.virtualIPs.filter { !$0.isIllustrative }.map { ($0.address.description, position) }
            }, uniquingKeysWith: { first, _ in first })
    }

    mutating func run() {
        for position in cluster.workloads.indices { read(position) }
        calls.sort { cluster.order(of: $0) < cluster.order(of: $1) }
    }

    private mutating func read(_ position: Int) {
        guard let (spec, owner) = cluster.template(of: position),
            spec.containers.contains(where: { $0.configuration != nil }) || spec.initContainers.contains(where: { $0.configuration != nil })
        else { return }
        own = WorkloadCalls()
        proxies = ProxySettings()
        self.owner = owner
        let namespace = cluster.workloads[position].reference.namespace
        let configuration = ConfigurationText(
            spec, of: owner, configMaps: configMaps[namespace] ?? [:],
            links: spec.mayReferToVariables ? linkVariables(of: namespace) : [:], budget: budget)
        budget = configuration.budget
        for text in configuration.texts { if case .variable(let name) = text.source { proxies.read(variable: name, text.text) } }
        scanner.reset()
        for (index, text) in configuration.texts.enumerated() {
            if text.source.isFile {
                // A file's words are independent of who mounts it.
                let key = "\(text.place.metadata.namespace)/\(text.place.metadata.name)/\(text.place.entry?.key ?? "")"
                if scanned[key] == nil {
                    var file = AddressScanner()
                    file.scan(text.text, text.source, text: 0)
                    scanned[key] = file
                }
                for mention in scanned[key]?.mentions ?? [] {
                    budget -= 1
                    guard budget > 0 else { break }
                    add(mention, scanned[key]?.siblingPort(of: mention), text, configuration, position)
                }
                continue
            }
            scanner.scan(text.text, text.source, text: index)
        }
        for mention in scanner.mentions {
            add(mention, scanner.siblingPort(of: mention), configuration.texts[mention.text], configuration, position)
        }
        calls += own.calls
        if budget <= 0, stoppedAt == nil { stoppedAt = owner }
        for secret in configuration.secrets {
            guard secret.key == nil || AddressMention.Announcement(key: secret.variable) == .strong else { continue }
            hidden.append(
                HiddenAddress(
                    workload: position, variable: secret.variable, secret: secret.secret, key: secret.key,
                    because: Evidence(owner, field: secret.field, value: secret.variable, at: secret.mark)))
        }
    }

    // MARK: From a mention to a call

    private mutating func add(
        _ mention: AddressMention, _ sibling: Int?, _ text: ConfigurationText.Text, _ configuration: ConfigurationText, _ caller: Int
    ) {
        guard let target = target(of: mention, caller) else { return }
        let evidence = evidence(mention, text.place, configuration)
        switch target {
        case .outside:
            guard mention.announcement == .strong, own.outside.insert(mention.written).inserted else { return }
            outside.append(OutsideCall(workload: caller, name: mention.written, because: evidence[0]))
        case .missing(let reference):
            own.append(
                Call(
                    workload: caller, service: nil, target: reference, name: mention.written, host: mention.host,
                    port: number(mention, sibling, nil), portIsAssumed: false, transport: .tcp,
                    proxy: proxies.proxy(for: mention.host, scheme: mention.scheme), resolves: false, advice: nearest(mention.host, caller),
                    namedBy: [text.naming], because: evidence))
        case .service(let position, let resolves):
            let service = cluster.services[position]
            // A Pod is no caller of the Service that it stands behind itself.
            let isPodName = !mention.host.utf8.prefix { $0 != UInt8(ascii: ".") }.elementsEqual(service.name.utf8)
            if !isPodName, cluster.services(of: caller).contains(position) { return }
            let ports = service.service.ports
            var port = number(mention, sibling, service)
            if case .name(let name) = mention.port {
                guard let named = ports.first(where: { $0.name == name }) else { return }
                port = named.port
            }
            let assumed = port == nil && ports.count == 1
            if assumed { port = ports[0].port }
            let call = Call(
                workload: caller, service: position, target: service.reference, name: mention.written, host: mention.host, port: port,
                portIsAssumed: assumed, transport: ports.first { $0.port == port }?.transport ?? .tcp,
                proxy: proxies.proxy(for: mention.host, scheme: mention.scheme), resolves: resolves,
                advice: resolves ? nil : remedy(mention.host, service, caller), namedBy: [text.naming], because: evidence)
            if !resolves, call.proxy == nil, own.unresolved.insert(mention.host).inserted { unresolved.append(call) }
            own.append(call)
        }
    }

    private func number(_ mention: AddressMention, _ sibling: Int?, _ service: ClusterService?) -> Int? {
        if case .number(let number) = mention.port { return number }
        return sibling ?? mention.schemePort
    }

    private mutating func target(of mention: AddressMention, _ caller: Int) -> CalledHost.Target? {
        let home = cluster.workloads[caller].reference.namespace
        if let position = byAddress[mention.host] {
            if mention.announcement == .refused { return nil }
            return mention.announcement > .none || mention.port != nil ? .service(position, resolves: true) : nil
        }
        let key = "\(home)/\(mention.host)"
        let host: CalledHost
        if let known = hosts[key] {
            host = known
        } else {
            host = read(mention.host, home)
            hosts[key] = host
        }
        guard !host.isFull || host.isInZone || host.labels.count > 1 else { return nil }
        if let position = host.service {
            guard isCall(mention, host.labels, cluster.services[position]) else { return nil }
            return .service(position, resolves: resolves(mention.host, key, to: position, caller))
        }
        guard !host.isFull || host.isInZone else { return .outside }
        guard !host.isAddress, isCall(mention, host.labels, nil), !isBuiltIn(host.labels, home) else { return nil }
        return host.missing(home: home, namespaces, services: serviceNames)
    }

    private func read(_ text: String, _ home: String) -> CalledHost {
        var host = CalledHost(text, zone: zone)
        if host.labels.contains(where: serviceNames.contains) { host.service = service(host.labels, home, host.isService) }
        return host
    }

    /// Whether these words in this place are an address: a plain word that happens to be a Service's name is none.
    private func isCall(_ mention: AddressMention, _ labels: [String], _ service: ClusterService?) -> Bool {
        if mention.announcement == .refused { return false }
        switch (mention.form, mention.port) {
        case (.url, _): return true
        case (.hostAndPort, .number(let number)):
            // `LIMITS=cart:10`: a number that is no port of the Service, where nothing announces an address.
            guard let service, mention.announcement == .none else { return mention.announcement == .strong || service != nil }
            return labels.count > 1 || service.service.ports.contains { $0.port == number || $0.target == .number(number) }
        case (.hostAndPort, _): return service != nil
        case (.name, _):
            return service != nil ? labels.count > 1 || mention.announcement > .none : mention.announcement == .strong
        }
    }

    /// A Service that every cluster has (R72): not in these manifests, and not missing either.
    private mutating func isBuiltIn(_ labels: [String], _ home: String) -> Bool {
        labels.first.flatMap { dns.service($0, in: labels.count > 1 ? labels[1] : home) } != nil
    }

    /// `cart`, `cart.shop` and `db-0.db`, in the order in which the search list tries them.
    private func service(_ labels: [String], _ home: String, _ isFull: Bool) -> Int? {
        switch labels.count {
        case 1: byPath["\(home)/\(labels[0])"]
        case 2:
            (isFull ? nil : byPath["\(home)/\(labels[1])"].flatMap { namesEndpoints($0) ? $0 : nil }) ?? byPath["\(labels[1])/\(labels[0])"]
        case 3: byPath["\(labels[2])/\(labels[1])"]
        default: nil
        }
    }

    /// Names of one endpoint stand below that of a headless Service, and of any whose Pods have a hostname there (R26, R45).
    private func namesEndpoints(_ position: Int) -> Bool {
        let service = cluster.services[position]
        if service.service.isHeadless { return true }
        guard service.source == .selector else { return cluster.endpoints(of: service).contains { $0.hostname != nil } }
        return service.selectedPods.contains { pod in
            cluster.pods[pod].subdomain == service.name && !(cluster.pods[pod].hostname?.isEmpty ?? true)
        }
    }

    private mutating func nearest(_ host: String, _ caller: Int) -> String? {
        let key = "\(cluster.workloads[caller].reference.namespace)/\(host)"
        if let known = advice[key] { return known }
        comparisons -= cluster.services.count
        guard comparisons > 0 else { return nil }
        let result = dns.advice(for: host, from: cluster.workloads[caller].pods.first.map { cluster.pods[$0] })
        advice[key] = .some(result)
        return result
    }

    /// For a name that does not lead to the Service that it means.
    private mutating func remedy(_ host: String, _ service: ClusterService, _ caller: Int) -> String? {
        guard let pod = cluster.workloads[caller].pods.first.map({ cluster.pods[$0] }) else { return nil }
        if let reason = dns.otherServer(of: pod) { return reason }
        if host.hasSuffix(".") {
            return "the final dot ends the name, and nothing is added: ask for \(service.name).\(service.namespace).svc.\(dns.zone)"
        }
        if let advice = dns.advice(for: host, from: pod) { return advice }
        let name = dns.ask(service, pod)
        return name != host && Lookup(name, type: nil, from: pod, in: dns).found ? "ask for \(name)" : nil
    }

    private mutating func resolves(_ host: String, _ key: String, to service: Int, _ caller: Int) -> Bool {
        guard let pod = cluster.workloads[caller].pods.first.map({ cluster.pods[$0] }) else {
            return dns.answer(host, "A").code == .noError
        }
        // Pods of one namespace with a plain resolver see the same names.
        let isPlain = pod.spec.dns == nil && !pod.spec.hostNetwork
        if isPlain, let known = hosts[key]?.resolves { return known }
        let result = isPlain && reaches(host, cluster.services[service], from: pod) || Lookup(host, type: nil, from: pod, in: dns).found
        if isPlain { hosts[key]?.resolves = result }
        return result
    }

    /// A walk through the search list that leaves no name out ends at this Service's name, if nowhere before it. Says no
    /// where it is not sure; the whole walk then tells.
    private mutating func reaches(_ host: String, _ service: ClusterService, from pod: ClusterPod) -> Bool {
        let resolver = resolvers[pod.reference.namespace] ?? ServiceResolver(of: pod, in: dns)
        resolvers[pod.reference.namespace] = resolver
        return resolver.reaches(host, service, in: dns)
    }

    private mutating func evidence(
        _ mention: AddressMention, _ place: ConfigurationText.Place, _ configuration: ConfigurationText
    ) -> [Evidence] {
        let mark = place.entry?.mark(line: mention.line) ?? place.mark
        let own = Evidence(place.metadata, field: path(of: place.field, configuration), value: mention.written, at: mark)
        guard let via = place.via, let owner else { return [own] }
        return [own, Evidence(owner, field: via.field, value: place.metadata.name, at: via.mark)]
    }

    private mutating func path(of field: ConfigurationText.Field, _ configuration: ConfigurationText) -> String {
        guard let key = configuration.key(of: field) else { return configuration.path(of: field) }
        if let known = paths[key] { return known }
        let path = configuration.path(of: field)
        paths[key] = path
        return path
    }

    /// The variables that the kubelet gives to every container for the Services of its namespace: `CART_SERVICE_HOST` and its port.
    private mutating func linkVariables(of namespace: String) -> [String: String] {
        if let known = links[namespace] { return known }
        var variables: [String: String] = [:]
        for position in servicesByNamespace[namespace] ?? [] {
            let service = cluster.services[position]
            guard !service.service.isHeadless, service.source != .alias else { continue }
            let name = service.name.uppercased().replacing("-", with: "_")
            variables["\(name)_SERVICE_HOST"] = service.name
            guard let first = service.service.ports.first else { continue }
            variables["\(name)_SERVICE_PORT"] = String(first.port)
            variables["\(name)_PORT"] = "\(first.transport.rawValue.lowercased())://\(service.name):\(first.port)"
            for port in service.service.ports {
                if let portName = port.name {
                    variables["\(name)_SERVICE_PORT_\(portName.uppercased().replacing("-", with: "_"))"] = String(port.port)
                }
            }
        }
        links[namespace] = variables
        return variables
    }
}

extension Cluster {
    /// What a workload's Pods run, and the object that says so.
    func template(of workload: Int) -> (spec: PodSpec, owner: ObjectMetadata)? {
        if let pod = workloads[workload].pods.first { return (pods[pod].spec, pods[pod].source) }
        // No Pod was made: zero replicas.
        return workloads[workload].declaration.map { (objects.workloads[$0].template.spec, objects.workloads[$0].metadata) }
    }

    fileprivate func order(of call: Call) -> (Int, String, String, Int) {
        (call.workload, call.target.namespace, call.target.name, call.port ?? 0)
    }
}

extension PodSpec {
    fileprivate var mayReferToVariables: Bool {
        containers.contains { $0.configuration?.mayReferToVariables ?? false }
            || initContainers.contains { $0.configuration?.mayReferToVariables ?? false }
    }
}
