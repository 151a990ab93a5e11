import KubeManifest

/// What a cluster would make of the manifests: finished, sorted by namespace and name, unchanging.
public struct Cluster: Sendable {
    package let facts: ClusterFacts
    package let objects: ObjectSet
    /// What makes Pods: Deployments, StatefulSets and the like, and bare Pods, each its own.
    public let workloads: [ClusterWorkload]
    /// Every Pod that would run, those that a workload makes included.
    public let pods: [ClusterPod]
    /// The Services that the manifests declare.
    public let services: [ClusterService]
    /// Namespaces that exist: declared, or holding an object (R11), without the built-in ones that hold nothing here.
    public let namespaces: [String]
    /// What no manifest states.
    package let examples: ExamplePlan

    /// Who is configured to call whom, by caller, then by target.
    package internal(set) var calls: [Call] = []
    /// Names of a configuration that do not lead to the Service that they mean: each once for a workload, its first place.
    package internal(set) var unresolvedCalls: [Call] = []
    /// Variables that may hold addresses, but whose values only a Secret knows.
    package internal(set) var hiddenAddresses: [HiddenAddress] = []
    /// Addresses that lead out of the cluster.
    package internal(set) var outsideCalls: [OutsideCall] = []

    /// The ways in from outside that Ingresses and Gateway routes describe: Ingresses first, each list by object, then as written.
    package internal(set) var routes: [IngressRoute] = [] {
        didSet {
            routesByService = Dictionary(grouping: routes.indices.filter { routes[$0].service != nil }) {
                services[routes[$0].service ?? 0].reference
            }
        }
    }
    private var routesByService: [ObjectReference: [Int]] = [:]

    /// The routes that lead to a Service, as they stand in `routes`.
    package func routes(to service: ClusterService) -> [IngressRoute] { (routesByService[service.reference] ?? []).map { routes[$0] } }

    package var nodes: [Node] { objects.nodes }

    /// The Services of a namespace, in the order of their names.
    package func services(in namespace: String) -> ArraySlice<ClusterService> {
        // They are sorted by namespace first.
        var bounds = (low: services.startIndex, high: services.endIndex)
        while bounds.low < bounds.high {
            let middle = (bounds.low + bounds.high) / 2
            if services[middle].namespace < namespace { bounds.low = middle + 1 } else { bounds.high = middle }
        }
        return services[bounds.low...].prefix { $0.namespace == namespace }
    }

    package func workload(of pod: Int) -> ClusterWorkload { workloads[pods[pod].workload] }

    /// The workloads behind a Service, each once, with the positions of their Pods.
    package func targets(of service: ClusterService) -> [(workload: Int, pods: [Int])] {
        var order: [Int] = []
        var members: [Int: [Int]] = [:]
        for pod in targetPods(of: service) {
            let workload = pods[pod].workload
            if members[workload] == nil { order.append(workload) }
            members[workload, default: []].append(pod)
        }
        return order.sorted().map { ($0, members[$0] ?? []) }
    }

    /// The Pods that a workload makes, or that are the workload; as many as the limit `replicas` allows.
    public func pods(of workload: ClusterWorkload) -> [ClusterPod] { workload.pods.map { pods[$0] } }

    /// The workloads whose Pods are behind a Service, each once.
    public func workloads(behind service: ClusterService) -> [ClusterWorkload] { targets(of: service).map { workloads[$0.workload] } }

    /// Services that have this Pod behind them.
    package func services(of workload: Int) -> [Int] { servicesByWorkload[workload] ?? [] }

    private(set) var servicesByWorkload: [Int: [Int]] = [:]
    let podIndex: PodIndex
    let zonesByNode: [String: String]

    /// The Pods behind a Service: those its selector picks, or those its slices name.
    package func targetPods(of service: ClusterService) -> [Int] {
        switch service.source {
        case .selector: service.selectedPods
        case .alias, .nothing: []
        case .slices, .endpoints: Array(Set(endpoints(of: service).compactMap(\.pod))).sorted()
        }
    }

    /// The label of each pair of a Service's selector, with where the Service asks for it and where the Pod has it.
    package func because(_ service: ClusterService, selects pod: Int) -> [Evidence] {
        let selector = service.service.selector ?? []
        return zip(selector, pods[pod].labels(under: selector.map(\.key))).flatMap { wanted, label -> [Evidence] in
            let asked = Evidence(
                service.service.metadata, field: "spec.selector" + ManifestNode.component(wanted.key, first: false),
                value: wanted.value, at: wanted.mark)
            return [asked] + (label.map { [pods[pod].evidence(of: $0)] } ?? [])
        }
    }

    init(
        facts: ClusterFacts, objects: ObjectSet, workloads: [ClusterWorkload], pods: [ClusterPod], services: [ClusterService],
        examples: ExamplePlan
    ) {
        self.examples = examples
        self.facts = facts
        self.objects = objects
        self.workloads = workloads
        self.pods = pods
        self.services = services
        zonesByNode = Dictionary(
            objects.nodes.compactMap { node in node.zone.map { (node.metadata.name, $0) } }, uniquingKeysWith: { first, _ in first })
        podIndex = PodIndex(pods, isNeeded: !objects.endpointSlices.isEmpty || !objects.endpoints.isEmpty)
        var names = Set(objects.namespaces.map(\.metadata.name))
        names.formUnion(workloads.map(\.reference.namespace))
        names.formUnion(services.map(\.namespace))
        names.formUnion(objects.namespaceNames)
        namespaces = names.sorted()
        for (position, service) in services.enumerated() {
            for workload in Set(targetPods(of: service).map { pods[$0].workload }) {
                servicesByWorkload[workload, default: []].append(position)
            }
        }
    }
}
