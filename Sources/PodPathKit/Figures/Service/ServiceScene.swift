import KubeCluster
import KubeManifest

/// The parts of a Service's figure, put together by the Service's type.
struct ServiceScene {
    let service: ClusterService
    let cluster: Cluster
    let request: FigureRequest
    let behind: [ServiceBackend]
    let resolved: [ResolvedPort]
    var figure: Figure
    let clusterFrame: Int
    let namespaceFrame: Int
    private(set) var sentences: [String] = []

    init(_ service: ClusterService, in cluster: Cluster, _ request: FigureRequest) {
        self.service = service
        self.cluster = cluster
        self.request = request
        resolved = cluster.ports(of: service)
        behind = ServiceBackend.all(of: service, resolved, in: cluster, limit: request.podLimit)
        figure = Figure(
            kind: "service", id: FigureWords.id("service", service.namespace, service.name),
            title: Self.title(service), description: "", layout: .flow)
        figure.subject = service.reference
        clusterFrame = figure.add(
            .init(id: "cluster", role: .cluster, name: "Kubernetes cluster", tooltip: "The Kubernetes cluster", parent: nil))
        namespaceFrame = figure.add(
            .init(
                id: FigureWords.id("namespace", service.namespace), role: .namespace, name: service.namespace,
                tooltip: "Namespace \(service.namespace)", parent: clusterFrame))
    }

    private static func title(_ service: ClusterService) -> String {
        switch service.service.type {
        case .externalName: "Service \(service.name): another name for \(service.service.externalName?.value ?? "an outside host")"
        case .clusterIP where service.service.isHeadless: "Service \(service.name): a name for the Pods themselves"
        case .clusterIP: "Service \(service.name): one address inside the cluster for its Pods"
        case .nodePort: "Service \(service.name): a port on every node leads to its Pods"
        case .loadBalancer: "Service \(service.name): a load balancer outside leads to its Pods"
        }
    }

    // MARK: Boxes

    mutating func addClient(inside: Bool) -> Int {
        figure.add(
            inside
                ? .init(
                    id: "client", role: .outside, eyebrow: "CLIENT", name: "Any Pod",
                    tooltip: "A Pod of this cluster, in any namespace", group: clusterFrame)
                : .init(id: "client", role: .outside, eyebrow: "OUTSIDE", name: "Client", tooltip: "A client outside the cluster"))
    }

    mutating func addNode() -> Int {
        let evidence = service.service.ports.compactMap { port in
            port.nodePort.map {
                Evidence(service.service.metadata, field: "\(port.field).nodePort", value: String($0.value), at: $0.mark)
            }
        }
        return figure.add(
            .init(
                id: "node-any", role: .node, eyebrow: "NODE", name: "Any node", facts: resolved.map(English.nodePort),
                tooltip: evidence.isEmpty
                    ? "Every node listens on a port that the cluster assigns, \(ServicePort.nodePortsText) by default"
                    : "Every node listens here, because \(English.because(evidence))",
                group: clusterFrame, because: evidence))
    }

    mutating func addService() -> Int {
        let object = service.service
        let selector = object.selector ?? []
        var facts: [Sentence] = []
        let role: Figure.Element.Role
        var qualifier = object.type.rawValue
        switch object.type {
        case .externalName:
            role = .externalNameService
            facts.append("CNAME \(name: object.externalName?.value ?? "?")")
        case _ where object.isHeadless:
            role = .headlessService
            qualifier = "headless"
            facts.append("no virtual IP")
        default:
            role = .service
            facts += service.virtualIPs.map(English.address)
        }
        if object.type != .externalName {
            facts += object.ports.map { port in
                English.mapping(port, lead: object.ports.count > 1 ? port.name.map { "\($0) " } ?? "port " : "port ")
            }
        }
        let selects = object.type != .externalName && !selector.isEmpty && service.source == .selector
        return figure.add(
            .init(
                id: FigureWords.id("service", service.namespace, service.name), role: role, eyebrow: "SERVICE · \(qualifier)",
                name: service.name, facts: facts, caption: selects ? "selects Pods with" : nil,
                chips: selects ? selector.map { .init($0, role: .match) } : [],
                tooltip: "\(service.reference), type \(object.type.rawValue) (\(object.metadata.file):\(object.metadata.mark.line))",
                group: namespaceFrame,
                because: selector.map {
                    Evidence(
                        object.metadata, field: "spec.selector" + ManifestNode.component($0.key, first: false), value: $0.value, at: $0.mark
                    )
                }))
    }

    /// The boxes behind the Service, and arrows of a role to those that serve. The step's number stands on one arrow.
    mutating func addBackends(from origin: Int, _ role: Figure.Connection.Role, step: Int?) -> [Int] {
        var serving: [Int] = []
        let roles = behind.map(\.role)
        let numbered = [ServiceBackend.Role.serving, .folded, .missing, .withoutPort, .notReady].lazy.compactMap {
            roles.firstIndex(of: $0)
        }.first
        for (index, backend) in behind.enumerated() {
            let step = index == numbered ? step : nil
            var element = backend.element
            element.group = group(of: backend)
            let position = figure.add(element)
            switch backend.role {
            case .serving:
                figure.connect(origin, position, role, step: step, tooltip: backend.connectionTooltip, because: backend.because)
                serving.append(position)
            case .withoutPort: figure.connect(origin, position, .denied, step: step, tooltip: backend.connectionTooltip)
            case .notReady: figure.connect(origin, position, .selects, label: "not ready", step: step, tooltip: backend.connectionTooltip)
            case .missing:
                figure.connect(origin, position, .missing, step: step, tooltip: backend.connectionTooltip, because: backend.because)
            case .folded: figure.connect(origin, position, backend.arrives ? role : .denied, step: step)
            case .notSelected: figure.connect(origin, position, .order)
            }
        }
        return serving
    }

    private mutating func group(of backend: ServiceBackend) -> Int? {
        switch backend.place {
        case .outside: return nil
        case .namespace(let name) where name == service.namespace: return namespaceFrame
        case .namespace(let name):
            let id = FigureWords.id("namespace", name)
            return figure.groups.firstIndex { $0.id == id }
                ?? figure.add(.init(id: id, role: .namespace, name: name, tooltip: "Namespace \(name)", parent: clusterFrame))
        }
    }

    // MARK: Steps and end

    mutating func step(_ text: Sentence, because: [Evidence] = []) -> Int { figure.step(text, because: because) }

    func finished() -> Figure {
        var result = figure
        result.description = result.toldInSteps(behind.compactMap { $0.sentence?.plain })
        if !service.virtualIPs.isEmpty, service.source == .selector, behind.contains(where: { $0.role == .serving }) {
            result.remarks.append(English.rulesRemark)
        }
        if let local = English.localRemark(service.service) { result.remarks.append(local) }
        result.remarkExamples()
        return result
    }
}
