import KubeCluster
import KubeManifest

/// Boxes and sentences of the replacement: each thing before and after.
struct ReplacementWords {
    private let choice: ReplacementChoice
    private let replacement: PodReplacement?
    private let cluster: Cluster
    private let old: ClusterPod
    private let workload: ClusterWorkload
    /// What the Service's first port leads to on the Pod.
    private let port: Int?

    init(_ choice: ReplacementChoice, _ replacement: PodReplacement?, in cluster: Cluster) {
        self.choice = choice
        self.replacement = replacement
        self.cluster = cluster
        old = cluster.pods[choice.pod]
        workload = cluster.workload(of: choice.pod)
        port = cluster.ports(of: choice.service).first?.end(on: choice.pod)?.number
    }

    var title: String { "Pod \(old.reference.name) is \(replacement == nil ? "killed, and nobody replaces it" : "replaced")" }
    var before: String { "\(old.reference.name.shortenedInside(to: 30)) serves" }
    var after: String {
        guard let replacement else { return "\(old.reference.name.shortenedInside(to: 30)) is gone" }
        return replacement.keepsName ? "the same name, another address" : "another name and address"
    }

    // MARK: Boxes

    private var service: ClusterService { choice.service }
    private var isHeadless: Bool { service.virtualIPs.isEmpty }
    private var front: String { service.virtualIPs.first.map(FigureWords.text) ?? "no virtual IP" }
    private var oldAddress: String { old.addresses.first.map(FigureWords.text) ?? "no address" }
    private var newAddress: String {
        replacement.map { $0.addresses.first.map(FigureWords.text) ?? "its node's address" } ?? "none"
    }

    private func endpoint(_ address: String) -> String {
        guard let port else { return address }
        return address.contains("::") || address.count(where: { $0 == ":" }) > 1 ? "[\(address)]:\(port)" : "\(address):\(port)"
    }

    func isServing(_ pod: Int) -> Bool {
        let pod = cluster.pods[pod]
        return !pod.addresses.isEmpty && !pod.hasEnded
            && (service.service.publishesNotReadyAddresses || pod.isReady && !pod.isTerminating)
    }

    private var others: [Int] { cluster.targetPods(of: service).filter { $0 != choice.pod && isServing($0) } }

    /// Nothing serves until the new Pod is ready.
    private var isInterrupted: Bool { replacement != nil && others.isEmpty }

    /// The client asks for this one Pod by its own name: `mongo-0.mongo`.
    private var podName: String? {
        guard isHeadless, let call = configuredCall, call.hostname(behind: service) == old.reference.name else { return nil }
        return call.host
    }

    /// Nothing serves any more.
    private var isDown: Bool { replacement == nil && others.isEmpty }

    func client(_ isAfter: Bool) -> Figure.Element {
        // A full name has a line of its own, or it would have to be cut.
        let name = serviceName
        let facts = name.count > 26 ? ["calls", name.shortened(to: 38)] : ["calls \(name)"]
        let caption =
            isAfter
            ? (isDown ? "cannot connect" : isHeadless ? "looks it up again" : isInterrupted ? "fails meanwhile" : "notices nothing") : nil
        guard let position = choice.client else {
            return .init(
                id: "", role: .anyPod, eyebrow: "POD · client", name: "Any Pod", facts: facts, caption: caption,
                tooltip: "A Pod of this cluster")
        }
        let pod = cluster.pods[position]
        return .init(
            id: "", role: .pod, eyebrow: "POD · client", name: pod.reference.name.shortenedInside(to: 22), facts: facts,
            caption: caption, tooltip: "\(pod.reference)")
    }

    /// As the client's configuration writes it, unless that is the name of another Pod; else as it would.
    private var serviceName: String {
        if let call = configuredCall { return call.name == call.host ? call.port.map { "\(call.host):\($0)" } ?? call.host : call.name }
        let home = choice.client.map { cluster.pods[$0].reference.namespace } ?? service.namespace
        let name = home == service.namespace ? service.name : "\(service.name).\(service.namespace)"
        return (isHeadless ? port : service.service.ports.first?.port).map { "\(name):\($0)" } ?? name
    }

    private var configuredCall: Call? {
        guard let client = choice.client else { return nil }
        let workload = cluster.pods[client].workload
        return cluster.calls.first { call in
            guard call.workload == workload, call.target == service.reference, call.resolves else { return false }
            let label = String(call.host.prefix { $0 != "." })
            return label == service.name || label == old.reference.name
        }
    }

    func front(_ isAfter: Bool) -> Figure.Element {
        .init(
            id: "", role: isHeadless ? .headlessService : .service, eyebrow: isHeadless ? "SERVICE · headless" : "SERVICE",
            name: service.name.shortened(to: 22), facts: [front],
            caption: isAfter ? (isHeadless ? "same name" : "same name, same address") : nil,
            tooltip: "\(service.reference)",
            because: [Evidence(nameOf: service.service.metadata)])
    }

    func slice(_ isAfter: Bool) -> Figure.Element {
        let kept = others.prefix(3).map { endpoint(cluster.pods[$0].addresses.first.map(FigureWords.text) ?? "") }
        let more = others.count - kept.count
        var facts = kept + (more > 0 ? ["+ \(FigureWords.grouped(more)) more"] : [])
        var chips: [Figure.Chip] = []
        if isAfter {
            chips.append(.init(text: "- \(endpoint(oldAddress))", role: .vanished))
            if replacement != nil { chips.append(.init(text: "+ \(endpoint(newAddress))", role: .appeared)) }
        } else {
            facts.append(endpoint(oldAddress))
        }
        return .init(
            id: "", role: .endpointSlice, eyebrow: "ENDPOINTSLICE · its Pods", name: "of \(service.name.shortened(to: 20))", facts: facts,
            chips: chips,
            tooltip: "The list that the control plane keeps of the ready Pods behind \(service.reference)")
    }

    func id(of pod: Int) -> String { FigureWords.id("pod", cluster.pods[pod].reference.namespace, cluster.pods[pod].reference.name) }

    func pod(_ position: Int) -> Figure.Element {
        let pod = cluster.pods[position]
        return .init(
            id: "", role: .pod, eyebrow: "POD", name: pod.reference.name.shortenedInside(to: 22),
            facts: pod.addresses.prefix(1).map(FigureWords.text), tooltip: "\(pod.reference) stays as it is")
    }

    func more(_ count: Int) -> Figure.Element {
        .init(id: "", role: .folded, eyebrow: "POD", name: "+ \(FigureWords.count(count, "more Pod"))", tooltip: "They stay as they are")
    }

    var killed: Figure.Element {
        .init(
            id: "", role: .gone, eyebrow: "TO BE KILLED · POD", name: old.reference.name.shortenedInside(to: 22), facts: [oldAddress],
            tooltip: "\(old.reference) (\(old.source.file):\(old.source.mark.line))", because: [Evidence(nameOf: old.source)])
    }

    var successor: Figure.Element {
        guard let replacement else {
            return .init(
                id: "", role: .gone, eyebrow: "NO POD", name: "nothing",
                tooltip: "No workload made the Pod, so none replaces it")
        }
        return .init(
            id: "", role: .pod, eyebrow: "POD · new", name: replacement.pod.name.shortenedInside(to: 22), facts: [newAddress],
            chips: replacement.keepsName ? [.init(text: "the same name", role: .noMatch)] : [], tooltip: "Made by \(workload.reference)")
    }

    // MARK: Sentences

    private var clientName: String { choice.client.map { cluster.pods[$0].reference.name } ?? "A Pod" }

    var connects: String {
        if let podName {
            return
                "\(clientName) looks up \(podName) and gets the address of that one Pod: the Service is headless, and its Pods have names of their own."
        }
        return isHeadless
            ? "\(clientName) looks up \(service.name) and gets the addresses of its Pods: the Service is headless."
            : "\(clientName) calls \(serviceName): the name stands for the Service's virtual IP, \(front)."
    }

    var passes: String {
        if podName != nil {
            return "It connects to \(old.reference.name) at \(endpoint(oldAddress)), as the Service's EndpointSlice lists it."
        }
        return
            "\(isHeadless ? "It connects to one" : "The connection goes on to one") of the \(others.isEmpty ? "Pods" : FigureWords.count(others.count + 1, "Pod")) that the Service's EndpointSlice lists, here \(old.reference.name) at \(endpoint(oldAddress))."
    }

    var replaced: String {
        guard let replacement else {
            return "\(old.reference.name) is killed. No workload made it, it is a bare Pod: nobody makes another."
        }
        let who =
            workload.kind == "Deployment"
            ? "the ReplicaSet of Deployment \(workload.reference.name)" : "\(workload.kind) \(workload.reference.name)"
        let where_ = workload.kind == "DaemonSet" ? " on the same node" : ""
        return replacement.keepsName
            ? "\(old.reference.name) is killed, and \(who) makes it anew\(where_): the same name, but another address, \(newAddress)."
            : "\(old.reference.name) is killed, and \(who) makes another Pod\(where_), \(replacement.pod.name), with another address, \(newAddress)."
    }

    /// The same in a box.
    var replacedNote: String {
        guard let replacement else { return "nobody makes another" }
        return replacement.keepsName ? "made anew" : "made in its place"
    }

    var listedNote: String { replacement == nil ? "one out, none in" : "one out, one in" }

    var listed: String {
        "The control plane takes \(endpoint(oldAddress)) out of the EndpointSlice"
            + (replacement == nil ? "; nothing comes in its place." : " and, once the new Pod is ready, puts \(endpoint(newAddress)) in.")
    }

    var again: String {
        let stays = isHeadless ? "The name \(podName ?? service.name) stays" : "The Service keeps its name and its address \(front)"
        if replacement == nil, others.isEmpty { return "\(stays), but no Pod is behind it: new connections fail." }
        if isInterrupted, !isHeadless {
            return
                "\(stays), but until the new Pod is ready no Pod is behind it: \(clientName)'s open connections break, and new ones to \(serviceName) fail meanwhile. A second replica would take them."
        }
        return isHeadless
            ? "\(stays), but it now gives another address: \(clientName) has to look it up again, and its open connections to the killed Pod break."
            : "\(stays): \(clientName) goes on calling \(serviceName) and notices nothing but the end of its open connections to the killed Pod."
    }

    var passesAgain: String {
        if let podName { return "New connections to \(podName) go to the new Pod, once it is ready." }
        return replacement == nil
            ? "New connections go to the \(FigureWords.count(others.count, "Pod")) that \(others.count == 1 ? "is" : "are") left."
            : "New connections go to \(others.isEmpty ? "the new Pod" : "any of the Pods, the new one among them")."
    }

    var stable: [Evidence] { [Evidence(nameOf: service.service.metadata)] }
    var because: [Evidence] { service.source == .selector ? cluster.because(service, selects: choice.pod) : [] }
    var maker: [Evidence] { workload.metadata.map { [Evidence(nameOf: $0)] } ?? [] }

    var remarks: [String] {
        var remarks: [String] = []
        if let replacement {
            remarks.append(
                replacement.keepsName
                    ? "The new address is an example: the cluster gives another."
                    : "The new Pod's name and address are examples: the cluster makes up others.")
        }
        let shown = (old.addresses + service.virtualIPs + others.prefix(3).flatMap { cluster.pods[$0].addresses }).contains(
            where: \.isIllustrative)
        if shown || newAddress.hasPrefix("~") { remarks.append(FigureWords.illustrativeRemark) }
        return remarks
    }
}
