import KubeManifest

/// Pods in classes: Pods of one class are the same to every policy, so that one of them stands for all.
///
/// What makes two Pods the same: the namespace, the labels that any policy looks at, the ports that any policy names, whether they use
/// the node's network, and which blocks of cluster-wide policies hold their addresses.
struct PolicyClasses: Sendable {
    struct NamedPort: Hashable, Sendable {
        let name: String
        let transport: TransportProtocol
        let number: Int
    }

    struct PodClass: Sendable {
        let namespace: Int
        /// The labels that any policy looks at.
        let labels: [String: String]
        let namedPorts: [NamedPort]
        let usesHostNetwork: Bool
        /// Positions in the list of blocks that cluster-wide policies name.
        let blocks: [Int]
    }

    struct KnownNamespace: Sendable {
        let name: String
        let labels: [String: String]
    }

    private struct Key: Hashable {
        let namespace: Int
        let labels: [String?]
        let namedPorts: [NamedPort]
        let usesHostNetwork: Bool
        let blocks: [Int]
    }

    private(set) var all: [PodClass] = []
    private(set) var namespaces: [KnownNamespace] = []
    private(set) var ofPod: [Int] = []
    /// The classes of a workload's Pods, each once; a workload without Pods (0 replicas) has that of its template.
    private(set) var ofWorkload: [[Int]] = []
    /// An unknown Pod without labels in an unknown namespace (C29).
    private(set) var ingressController = 0
    /// The classes of each namespace.
    private(set) var inNamespace: [[Int]] = []

    private let keys: [String]
    private let names: Set<String>
    private let blocks: [CIDR]
    private var namespacePositions: [String: Int] = [:]
    private var positions: [Key: Int] = [:]

    /// The label that every namespace has (C3); an API server sets it, whatever the manifest says.
    static let nameLabel = "kubernetes.io/metadata.name"

    /// - Parameter keys: the label keys that any policy's selector of Pods looks at.
    /// - Parameter names: the names of ports in any policy.
    init(_ cluster: Cluster, keys: Set<String>, names: Set<String>, blocks: [CIDR]) {
        self.keys = keys.sorted()
        self.names = names
        self.blocks = blocks
        let declared = Dictionary(cluster.objects.namespaces.map { ($0.metadata.name, $0) }, uniquingKeysWith: { $1 })
        for name in Set(cluster.namespaces).union(cluster.objects.networkPolicies.map(\.metadata.namespace)).sorted() {
            add(namespace: name, declared[name]?.metadata.labels ?? [])
        }
        ofPod.reserveCapacity(cluster.pods.count)
        for pod in cluster.pods { ofPod.append(add(pod)) }
        for (position, workload) in cluster.workloads.enumerated() {
            var list: [Int] = []
            for pod in workload.pods where list.last != ofPod[pod] && !list.contains(ofPod[pod]) { list.append(ofPod[pod]) }
            if list.isEmpty, let declaration = workload.declaration {
                list = [add(ClusterPod(cluster.objects.workloads[declaration], 0, nodes: [], position: position))]
            }
            ofWorkload.append(list)
        }
        add(namespace: "ingress-controller-ns", [], isKnown: false)
        ingressController = add(
            Key(namespace: namespaces.count - 1, labels: keys.map { _ in nil }, namedPorts: [], usesHostNetwork: false, blocks: []))
    }

    private mutating func add(namespace name: String, _ labels: [Label], isKnown: Bool = true) {
        var all = Dictionary(labels.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        all[Self.nameLabel] = name
        if isKnown { namespacePositions[name] = namespaces.count }
        namespaces.append(KnownNamespace(name: name, labels: all))
        inNamespace.append([])
    }

    func namespace(named name: String) -> Int? { namespacePositions[name] }

    private mutating func add(_ pod: ClusterPod) -> Int {
        if namespacePositions[pod.reference.namespace] == nil { add(namespace: pod.reference.namespace, []) }
        var ports: [NamedPort] = []
        if !names.isEmpty {
            for port in pod.spec.servingContainers.flatMap(\.ports) {
                guard let name = port.name, names.contains(name),
                    !ports.contains(where: { $0.name == name && $0.transport == port.transport })
                else { continue }
                ports.append(NamedPort(name: name, transport: port.transport, number: port.number))
            }
        }
        let holding = blocks.indices.filter { index in
            pod.addresses.contains { address in
                // No manifest states it: only the block of all addresses surely holds it.
                blocks[index].contains(address.address) && (!address.isIllustrative || blocks[index].prefix == 0)
            }
        }
        return add(
            Key(
                namespace: namespacePositions[pod.reference.namespace] ?? 0, labels: keys.map { pod.label($0)?.value }, namedPorts: ports,
                usesHostNetwork: pod.spec.hostNetwork, blocks: holding))
    }

    private mutating func add(_ key: Key) -> Int {
        if let position = positions[key] { return position }
        let labels = zip(keys, key.labels).compactMap { pair in pair.1.map { (pair.0, $0) } }
        all.append(
            PodClass(
                namespace: key.namespace, labels: Dictionary(labels, uniquingKeysWith: { $1 }), namedPorts: key.namedPorts,
                usesHostNetwork: key.usesHostNetwork, blocks: key.blocks))
        positions[key] = all.count - 1
        inNamespace[key.namespace].append(all.count - 1)
        return all.count - 1
    }
}
