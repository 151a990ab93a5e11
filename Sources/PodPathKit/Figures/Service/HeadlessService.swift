import KubeCluster
import KubeManifest

/// A headless Service: its name stands for the Pods themselves, and nothing passes through it.
extension ServiceScene {
    mutating func drawHeadless() {
        let client = addClient(inside: true)
        let serving = behind.filter { $0.role == .serving }
        // The question goes to the cluster's DNS, and no connection to the Service: it only says which Pods the name stands for.
        let server = figure.add(
            .init(
                id: "dns", role: .dns, eyebrow: "CLUSTER DNS", name: service.name,
                facts: [answer],
                tooltip: "What the cluster's DNS answers for the name of \(service.reference)", group: clusterFrame,
                because: headlessEvidence))
        let front = addService()
        let name = "\(service.name).\(service.namespace).svc.\(cluster.facts.clusterDomain)"
        let ask = step(
            serving.isEmpty
                ? "A Pod asks the cluster's DNS for \(name). With no ready Pod behind the Service there is no answer."
                : "A Pod asks the cluster's DNS for \(name) and gets the addresses of the Pods themselves: there is no virtual IP.",
            because: headlessEvidence)
        figure.connect(
            client, server, .lookup, step: ask, tooltip: "The name leads to the Pods' own addresses", because: headlessEvidence)
        let positions = addBackends(from: front, .selects, step: nil)
        // The Service stands behind its Pods, since nothing passes through it.
        for index in figure.connections.indices where figure.connections[index].from == front {
            (figure.connections[index].from, figure.connections[index].to) = (figure.connections[index].to, front)
            figure.connections[index].isAnswer = true
            if figure.connections[index].role == .order { figure.connect(client, figure.connections[index].from, .order) }
        }
        guard !positions.isEmpty else { return }
        let connect = step("It connects to one of these addresses directly; nothing rewrites the address or the port.")
        for (index, position) in positions.enumerated() {
            figure.connect(
                client, position, .traffic, label: index == 0 ? headlessLabel : nil, step: index == 0 ? connect : nil,
                tooltip: "Straight to the Pod's own address")
        }
    }

    private var answer: Sentence {
        let serving = behind.filter { $0.role == .serving || $0.role == .folded }
        guard !serving.isEmpty else { return "= no address" }
        let isOne = serving.count == 1 && serving[0].role == .serving
        guard service.source == .selector else { return isOne ? "= the listed IP" : "= the listed IPs" }
        return isOne ? "= its Pod's IP" : "= its Pods' IPs"
    }

    private var headlessLabel: Sentence? {
        let numbers = behind.first { $0.role == .serving }?.ports ?? []
        return numbers.isEmpty ? nil : English.list(numbers)
    }

    private var headlessEvidence: [Evidence] {
        service.service.clusterIPs.first.map { [Evidence(service.service.metadata, field: "spec.clusterIP", value: "None", at: $0.mark)] }
            ?? []
    }
}
