import KubeCluster
import KubeManifest

/// The parts of a lookup's figure: who asks, the cluster's DNS, and what is behind the answer.
struct LookupScene {
    private let dns: ClusterDNS
    private let cluster: Cluster
    private let pod: ClusterPod
    private let name: String
    private let lookup: Lookup
    private let placement: NodePlacement
    private var figure: Figure
    /// The node of the Pod that asks, where something happens on it.
    private var frame: Int?
    private var client = 0
    private var server = 0

    init(_ pair: LookupPair, in dns: ClusterDNS) {
        self.dns = dns
        cluster = dns.cluster
        pod = cluster.pods[pair.pod]
        name = pair.name
        lookup = Lookup(pair.name, type: nil, from: pod, in: dns)
        placement = NodePlacement(cluster, client: pair.pod, others: [])
        figure = Figure(
            kind: "dns-lookup", id: "dns-lookup",
            title: English.lookupTitle(pod.reference.name, pair.name, isFound: lookup.found), description: "", layout: .sequence)
    }

    mutating func drawn() -> Figure {
        client = figure.add(
            .init(
                id: FigureWords.id("pod", pod.reference.namespace, pod.reference.name), role: .pod, eyebrow: "Pod",
                name: pod.reference.name, nameIsExample: pod.nameIsIllustrative,
                facts: pod.addresses.prefix(1).map(English.address) + ["in \(pod.reference.namespace)"],
                tooltip: "\(pod.reference) (\(pod.source.file):\(pod.source.mark.line))"))
        addCall()
        if lookup.isFromHostsFile {
            let step = figure.step("\(pod) finds \(name) in its own /etc/hosts; it asks nobody.")
            figure.elements[client].caption = "\(step): /etc/hosts has the name"
        } else {
            addServer()
            lookup.found ? addAnswer() : addFailure()
        }
        figure.caption = English.lookupCaption(hasSteps: figure.connections.count > 1)
        if figure.connections.contains(where: { $0.role == .lookup }) { figure.key = English.lookupKey }
        if figure.elements.contains(where: { $0.role == .service }) { figure.remarks.append(English.rulesRemark) }
        figure.description = figure.toldInSteps()
        figure.remarkExamples()
        return figure
    }

    /// What the Pod is configured to call by this name.
    private mutating func addCall() {
        guard let call = cluster.calls.first(where: { $0.workload == pod.workload && $0.host == name }) else { return }
        figure.elements[client].add(.init("calls", .muted, startsSection: true))
        figure.elements[client].add(.init(English.name(of: call), .call))
        figure.elements[client].add(.init(CallsWords.namings(call.namedBy), .muted, .naming))
    }

    /// The node on which the rules are that lead to a Service's Pods.
    private mutating func addNode() {
        guard let place = cluster.pods.firstIndex(where: { $0.reference == pod.reference }).flatMap({ placement.node(of: $0) }) else {
            return
        }
        let node = placement.places[place]
        frame = figure.add(
            .init(
                id: "node", role: .node, name: node.name, nameIsExample: node.isExample, note: "where \(pod) runs",
                tooltip: "The node of \(pod)", parent: nil))
        figure.elements[client].group = frame
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
                tooltip: "The resolver's first nameserver, by \(isCluster ? "dnsPolicy ClusterFirst" : "the Pod's dnsPolicy")"))
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
        addNode()
        let front = addRules(of: service, text)
        let destination: Sentence = port.map { "\(text)\(":", port: $0.port)" } ?? text
        let connect = figure.step("\(pod) connects to \(destination).")
        figure.connect(
            client, front, .traffic, label: "Connects to", code: destination, step: connect,
            tooltip: "The connection goes to the virtual IP"
        )
        figure.connections[figure.connections.count - 1].head = 0
        addBackend(of: service, from: front)
    }

    /// The rules that stand for a Service: no machine, but on every node.
    private mutating func addRules(of service: ClusterService, _ address: Sentence) -> Int {
        let port = service.service.ports.first
        var box = Figure.Element(
            id: FigureWords.id("service", service.namespace, service.name), role: .service, eyebrow: English.rulesEyebrow,
            name: service.name, tooltip: "\(service.reference) (\(service.service.metadata.file):\(service.service.metadata.mark.line))",
            group: frame)
        box.add(.init(port.map { "\(address)\(":", port: $0.port)" } ?? address, left: .joined))
        return figure.add(box)
    }

    /// The Pod that the rules choose: one that the connection arrives at, where there is one.
    private mutating func addBackend(of service: ClusterService, from front: Int) {
        let targets = cluster.targets(of: service)
        guard !targets.isEmpty else {
            let step = figure.step("There it ends: no Pod behind Service \(service.name) was found in these manifests.")
            let missing = figure.add(
                .init(
                    id: "missing-pods", role: .missing, eyebrow: "Missing", name: "no Pod found",
                    tooltip: "The selector picks no Pod in these manifests"))
            figure.connect(front, missing, .denied, step: step, tooltip: "Nothing is behind the Service")
            return
        }
        let count = targets.reduce(0) { $0 + $1.pods.count }
        let resolved = cluster.ports(of: service).first
        let serving = targets.first { target in resolved?.serving.contains { $0.workload == target.workload } ?? true }
        let target = serving ?? targets[0]
        guard let position = target.pods.first else { return }
        let end = resolved?.end(on: position)
        let whom = count == 1 ? "the Pod" : "one of \(English.count(count, "Pod"))"
        let port: Sentence = resolved.flatMap { $0.gap == nil ? ", on \(English.targetPort($0, in: cluster))" : nil } ?? ""
        let reached = cluster.pods[position]
        let address = reached.addresses.first.map { English.endpoint($0, end?.number) }
        let step = figure.step(
            resolved?.gap.map { "There it ends: \($0.text)." }
                ?? "Rules on the node of \(pod) put the address of \(whom) behind the Service in the place of the virtual IP\(port).")
        var tail: Int?
        if serving != nil, let address {
            figure.elements[front].add(.init("becomes", .muted))
            tail = figure.elements[front].add(.init(address, right: .joined))
        }
        if let resolved { for line in English.rule(resolved, end) { figure.elements[front].add(line) } }
        let box = figure.add(element(reached, count: count))
        figure.connect(
            front, box, serving == nil ? .denied : .traffic, label: serving == nil ? nil : English.chosen(count),
            step: step, tooltip: serving == nil ? "Nothing arrives: \((end?.gap ?? .podNotReady).text)" : "To Pod \(reached)",
            because: cluster.because(service, selects: position))
        figure.connections[figure.connections.count - 1].tail = tail
        if serving != nil { addReturn(from: box, over: front) }
    }

    /// What comes back: on the same connection, so that nobody has to ask for the client's name or address.
    private mutating func addReturn(from target: Int, over front: Int?) {
        let step = figure.step(English.back(figure.elements[target].title, to: pod, overRules: front != nil))
        figure.connect(
            front ?? client, target, .traffic, label: English.backLabel, isAnswer: true, step: step,
            tooltip: "The answer, on the same connection")
        guard let front else { return }
        figure.connect(client, front, .traffic, isAnswer: true, step: step, tooltip: "The answer, from the Service's address again")
    }

    private func element(_ reached: ClusterPod, count: Int) -> Figure.Element {
        let workload = cluster.workloads[reached.workload]
        return .init(
            id: FigureWords.id("pod", reached.reference.namespace, reached.reference.name), role: .pod, eyebrow: "Pod",
            name: reached.reference.name, nameIsExample: reached.nameIsIllustrative,
            facts: reached.addresses.prefix(1).map(English.address)
                + (reached.reference.namespace == pod.reference.namespace ? [] : ["in \(reached.reference.namespace)"])
                + (count > 1 ? ["\(English.oneOf(count))"] : [])
                + (workload.isBarePod ? [] : ["of \(workload.kind) \(name: workload.reference.name)"]),
            tooltip: "\(reached.reference)")
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
        guard let record = addresses.first else { return }
        let box: Int
        if let first {
            box = figure.add(element(cluster.pods[first], count: addresses.count))
        } else {
            box = figure.add(
                .init(
                    id: FigureWords.id("address", record.data), role: .outside, eyebrow: "Address", name: record.data,
                    tooltip: "An address that no Pod of these manifests has"))
        }
        figure.connect(
            client, box, .traffic, label: "Connects to", code: destination ?? "", step: connect,
            tooltip: "Straight to the Pod's own address")
        addReturn(from: box, over: nil)
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
                id: "alias-target", role: .outside, eyebrow: isInside ? "Another Service" : "Outside the cluster", name: target,
                facts: texts,
                tooltip: "What externalName names"))
        let connect = figure.step("\(pod) connects to \(name: target) itself; nothing passes through the Service.")
        figure.connect(
            client, host, .traffic, label: "Connects to", code: "\(name: target)", step: connect,
            tooltip: "The connection does not pass the Service")
        addReturn(from: host, over: nil)
    }

    // MARK: No answer

    private mutating func addFailure() {
        _ = ask()
        let why = lookup.queries.first?.response.why ?? ""
        answer("no such name", "None of these names is answered: \(why).", because: [])
        let missing = figure.add(
            .init(
                id: "missing-name", role: .missing, eyebrow: "No answer", name: name, caption: lookup.advice.map { Sentence($0) },
                tooltip: "Nothing to connect to"))
        let step = figure.step("\(pod) has no address to connect to.\(lookup.advice.map { " Nearest: \($0)." } ?? "")")
        figure.connect(client, missing, .denied, label: "Cannot connect", step: step, tooltip: "There is no address")
    }
}
