import KubeCluster
import KubeManifest

/// The parts of a lookup's figure: who asks, the cluster's DNS, and what is behind the answer.
struct LookupScene {
    private let dns: ClusterDNS
    private let cluster: Cluster
    private let pod: ClusterPod
    private let name: String
    private let lookup: Lookup
    private var figure: Figure
    private var frame = 0
    private var client = 0
    private var server = 0

    init(_ pair: LookupPair, in dns: ClusterDNS) {
        self.dns = dns
        cluster = dns.cluster
        pod = cluster.pods[pair.pod]
        name = pair.name
        lookup = Lookup(pair.name, type: nil, from: pod, in: dns)
        figure = Figure(
            kind: "dns-lookup", id: "dns-lookup",
            title: "How \(pod.reference.name) finds \(pair.name) by name", description: "", layout: .steps)
    }

    mutating func drawn() -> Figure {
        frame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        client = figure.add(
            .init(
                id: FigureWords.id("pod", pod.reference.namespace, pod.reference.name), role: .pod, eyebrow: "POD",
                name: pod.reference.name, nameIsExample: pod.nameIsIllustrative,
                facts: pod.addresses.prefix(1).map(English.address) + ["in \(pod.reference.namespace)"],
                tooltip: "\(pod.reference) (\(pod.source.file):\(pod.source.mark.line))", group: frame))
        if lookup.isFromHostsFile {
            let step = figure.step("\(pod) finds \(name) in its own /etc/hosts; it asks nobody.")
            figure.elements[client].caption = "\(step): /etc/hosts has the name"
        } else {
            addServer()
            lookup.found ? addAnswer() : addFailure()
        }
        figure.description = figure.toldInSteps()
        figure.remarkExamples()
        return figure
    }

    // MARK: The question

    private var isLong: Bool { name.count > 28 }

    /// What the search list adds to the name, or the name itself.
    private func addition(_ query: Lookup.Query) -> String {
        let full = query.name.withoutFinalDot
        if full == name, isLong { return "as it is" }
        return full.hasPrefix(name + ".") ? "+ \(full.dropFirst(name.count))" : full
    }

    private mutating func addServer() {
        let conf = lookup.resolvConf
        let isCluster = conf?.nameservers.first.map { IPAddress($0).map { cluster.facts.clusterDNS.contains($0) } ?? false } ?? false
        var facts: [Sentence] = []
        if let address = conf?.nameservers.first { facts.append(English.server(address, in: cluster)) }
        if lookup.queries.count > 1 {
            facts += lookup.queries.enumerated().prefix(6).map { position, query in
                let isLast = position == lookup.queries.count - 1
                return "\(name: addition(query))  \(isLast && lookup.found ? "yes" : query.response.code == .noError ? "no address" : "no")"
            }
        }
        server = figure.add(
            .init(
                id: "dns", role: .dns, eyebrow: "DNS", name: isCluster ? "Cluster DNS" : "Another DNS server", facts: facts,
                tooltip: "The resolver's first nameserver, by \(isCluster ? "dnsPolicy ClusterFirst" : "the Pod's dnsPolicy")", group: frame
            ))
    }

    private mutating func ask() -> Int {
        let tries = lookup.queries.dropLast(lookup.found ? 1 : 0)
        var text: Sentence = "\(pod) asks the cluster's DNS for \(lookup.answerName?.withoutFinalDot ?? name)."
        if lookup.found, !tries.isEmpty {
            text =
                "\(pod) asks for \(name). Its search list makes that \(English.list(tries.map { $0.name.withoutFinalDot })), which \(tries.count == 1 ? "does" : "do") not exist, and then \(lookup.answerName?.withoutFinalDot ?? name)."
        } else if !lookup.found {
            text =
                "\(pod) asks for \(name). Its search list makes that \(English.list(tries.map { $0.name.withoutFinalDot }))."
        }
        let step = figure.step(text)
        figure.connect(client, server, .lookup, label: "Which IP has", code: "\(name: name)?", step: step, tooltip: text)
        var note: String?
        // Where the search list was walked, the server's box has what it adds.
        if lookup.queries.count == 1, let full = lookup.answerName?.withoutFinalDot, full != name, full.count <= 40 { note = "= \(full)" }
        figure.connections[figure.connections.count - 1].note = note
        return step
    }

    private mutating func answer(_ code: Sentence, _ text: Sentence, because: [Evidence]) {
        let step = figure.step(text, because: because)
        figure.connect(
            client, server, .lookup, label: lookup.found ? "It is" : nil, code: code, isAnswer: true, step: step, tooltip: text,
            because: because)
    }

    // MARK: The answer

    private mutating func addAnswer() {
        _ = ask()
        let response = lookup.response
        let addresses = response.answers.filter { $0.type == .a || $0.type == .aaaa }
        let texts = addresses.map(English.data)
        if let alias = response.answers.first(where: { $0.type == .cname }) {
            addAlias(alias, texts)
        } else if let service = targetService, !service.service.isHeadless,
            service.virtualIPs.contains(where: { $0.address.description == addresses.first?.data })
        {
            addVirtualIP(service, texts)
        } else {
            addPods(addresses, texts)
        }
    }

    /// The Service that the answered name stands for.
    private var targetService: ClusterService? {
        guard let labels = lookup.answerName.map({ $0.withoutFinalDot.split(separator: ".").map(String.init) }) else { return nil }
        let zone = cluster.facts.clusterDomain.split(separator: ".").count + 1
        let own = labels.dropLast(zone)
        guard own.count >= 2 else { return nil }
        return cluster.services.first { $0.namespace == own[own.count - 1] && $0.name == own[own.count - 2] }
    }

    private mutating func addVirtualIP(_ service: ClusterService, _ texts: [Sentence]) {
        let port = service.service.ports.first
        let text = texts.first ?? ""
        answer(
            text, "The answer is \(English.list(texts)): the virtual IP of Service \(service.name), not an address of a Pod.",
            because: lookup.response.because)
        let front = figure.add(
            .init(
                id: FigureWords.id("service", service.namespace, service.name), role: .service,
                eyebrow: "SERVICE · \(service.service.type.rawValue)", name: service.name,
                facts: texts + service.service.ports.map { English.mapping($0, lead: "port ") },
                tooltip: "\(service.reference) (\(service.service.metadata.file):\(service.service.metadata.mark.line))", group: frame))
        figure.columns = [[server, front]]
        let destination: Sentence = port.map { "\(text)\(":", port: $0.port)" } ?? text
        let connect = figure.step("\(pod) connects to \(destination).")
        figure.connect(
            client, front, .traffic, label: "Connects to", code: destination, step: connect,
            tooltip: "The connection goes to the virtual IP"
        )
        addBackends(of: service, from: front)
    }

    private mutating func addBackends(of service: ClusterService, from front: Int) {
        let targets = cluster.targets(of: service)
        guard !targets.isEmpty else {
            let step = figure.step("There it ends: no Pod behind Service \(service.name) was found in these manifests.")
            let missing = figure.add(
                .init(
                    id: "missing-pods", role: .missing, eyebrow: "MISSING", name: "no Pod found",
                    tooltip: "The selector picks no Pod in these manifests",
                    group: frame))
            figure.connect(front, missing, .denied, step: step, tooltip: "Nothing is behind the Service")
            return
        }
        let count = targets.reduce(0) { $0 + $1.pods.count }
        let resolved = cluster.ports(of: service).first
        let numbers = resolved?.serving.compactMap(\.end.number) ?? []
        // A port's name stands for a number of each Pod: there it is said, and not on the arrow.
        var isNamed = false
        if case .name? = resolved?.target { isNamed = true }
        let whom = count == 1 ? "the Pod" : "one of \(English.count(count, "Pod"))"
        let port: Sentence = numbers.isEmpty ? "" : resolved.map { ", on \(English.targetPort($0, in: cluster))" } ?? ""
        let step = figure.step(
            resolved?.gap.map { "There it ends: \($0.text)." }
                ?? "The node of \(pod) sends the connection on to \(whom) behind the Service\(port).")
        for (index, target) in targets.prefix(3).enumerated() {
            let workload = cluster.workloads[target.workload]
            let own = resolved?.groups.filter { $0.workload == target.workload } ?? []
            let arrives = resolved?.serving.contains { $0.workload == target.workload } ?? true
            let gap = arrives ? nil : own.lazy.compactMap(\.end.gap).first
            let end = gap.map { PortEnd.none($0) } ?? (isNamed ? own.lazy.map(\.end).first { $0.number != nil } : nil)
            let lines = resolved.flatMap { port in end.map { English.containerPort(port.target, $0, namesContainer: false) } } ?? []
            let box = figure.add(backend(workload, target.pods, lines))
            figure.connect(
                front, box, arrives ? .traffic : .denied, label: index == 0 && !isNamed ? numbers.first.map { "\(":", port: $0)" } : nil,
                step: index == 0 ? step : nil,
                tooltip: arrives ? "To a Pod of \(workload.reference)" : "Nothing arrives: \((gap ?? .podNotReady).text)",
                because: target.pods.first.map { cluster.because(service, selects: $0) } ?? []
            )
        }
    }

    private func backend(_ workload: ClusterWorkload, _ pods: [Int], _ port: [Sentence]) -> Figure.Element {
        let address = pods.count == 1 ? cluster.pods[pods[0]].addresses.first.map(English.address) : nil
        return .init(
            id: FigureWords.id(workload.kind.lowercased(), workload.reference.namespace, workload.reference.name),
            role: workload.isBarePod ? .pod : .workload, eyebrow: workload.kind.uppercased(), name: workload.reference.name,
            // Not the workload has the address.
            facts: (address.map { [workload.isBarePod ? $0 : "Pod \($0)"] } ?? []) + port,
            count: pods.count > 1 ? pods.count : nil, tooltip: "\(workload.reference)", group: frame)
    }

    private mutating func addPods(_ addresses: [DNSRecord], _ texts: [Sentence]) {
        let list: Sentence = addresses.count > 3 ? "\(texts[0]) and \(addresses.count - 1) more" : English.list(texts)
        let what = targetService.map { service -> Sentence in
            service.service.isHeadless
                ? "Service \(service) is headless, so its name stands for its Pods\(explains: .headless)"
                : "the name stands for one endpoint of Service \(service)"
        }
        answer(texts.first ?? "", "The answer is \(list): \(what ?? "the address in the name itself").", because: lookup.response.because)
        // Nothing rewrites the port of a headless Service: clients use the Pod's own.
        let first = addresses.first.flatMap { record in
            cluster.pods.firstIndex { $0.addresses.contains { $0.address.description == record.data } }
        }
        let port = targetService.flatMap { cluster.ports(of: $0).first }.flatMap { port in first.flatMap { port.end(on: $0)?.number } }
        let destination = texts.first.map { text -> Sentence in port.map { "\(text)\(":", port: $0)" } ?? text }
        let connect = figure.step("\(pod) connects to \(destination ?? "it") directly; nothing stands in between.")
        var column = [server]
        for (index, record) in addresses.prefix(2).enumerated() {
            let target = cluster.pods.first { $0.addresses.contains { $0.address.description == record.data } }
            let box = figure.add(
                .init(
                    id: target.map { FigureWords.id("pod", $0.reference.namespace, $0.reference.name) }
                        ?? FigureWords.id("address", record.data),
                    role: target == nil ? .outside : .pod, eyebrow: target == nil ? "ADDRESS" : "POD",
                    name: target?.reference.name ?? record.data, nameIsExample: target?.nameIsIllustrative ?? false,
                    facts: target.map { [texts[index], "in \($0.reference.namespace)"] } ?? [],
                    tooltip: target.map { "\($0.reference)" } ?? "An address that no Pod of these manifests has",
                    group: frame))
            column.append(box)
            if index == 0 {
                figure.connect(
                    client, box, .traffic, label: "Connects to", code: destination ?? "", step: connect,
                    tooltip: "Straight to the Pod's own address")
            } else {
                figure.connect(client, box, .order)
            }
        }
        figure.columns = [column]
    }

    private mutating func addAlias(_ alias: DNSRecord, _ texts: [Sentence]) {
        let target = alias.data.withoutFinalDot
        let known: Sentence = texts.isEmpty ? "" : " with the address \(English.list(texts))"
        answer(
            "\(name: target)",
            "The answer is an alias (CNAME): \(name: target)\(known). Service \(targetService?.name ?? name) is only another name for it.",
            because: lookup.response.because)
        let isInside = target.hasSuffix(".svc.\(cluster.facts.clusterDomain)")
        let host = figure.add(
            .init(
                id: "alias-target", role: .outside, eyebrow: isInside ? "ANOTHER SERVICE" : "OUTSIDE", name: target, facts: texts,
                tooltip: "What externalName names", group: isInside ? frame : nil))
        figure.columns = isInside ? [[server, host]] : []
        let connect = figure.step("\(pod) connects to \(name: target) itself; nothing passes through the Service.")
        figure.connect(
            client, host, .traffic, label: "Connects to", code: "\(name: target)", step: connect,
            tooltip: "The connection does not pass the Service")
    }

    // MARK: No answer

    private mutating func addFailure() {
        _ = ask()
        let why = lookup.queries.first?.response.why ?? ""
        answer("no such name", "None of these names is answered: \(why).", because: [])
        let missing = figure.add(
            .init(
                id: "missing-name", role: .missing, eyebrow: "NO ANSWER", name: name, caption: lookup.advice.map { Sentence($0) },
                tooltip: "Nothing to connect to", group: frame))
        figure.columns = [[server, missing]]
        let step = figure.step("\(pod) has no address to connect to.\(lookup.advice.map { " Nearest: \($0)." } ?? "")")
        figure.connect(client, missing, .denied, label: "Cannot connect", step: step, tooltip: "There is no address")
    }
}
