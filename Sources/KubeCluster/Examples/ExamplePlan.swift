import KubeManifest

/// Everything that no manifest states and podpath makes up, each thing once, so that it is the same in every figure and text (R69, R70).
///
/// An example's place in its range is a hash of what it belongs to: another object changes nothing about it. None equals what a manifest
/// states, or what was handed out before.
package struct ExamplePlan: Sendable {
    private var addresses: AddressPlan
    private let balancers: BalancerAddresses
    private let nodePorts: NodePorts
    /// Names for nodes where the manifests name fewer than two; none where Node objects are there.
    package let nodes: [String]

    init(_ objects: ObjectSet, _ facts: ClusterFacts, _ pods: [ClusterPod]) {
        let stated = objects.statedAddresses
        addresses = AddressPlan(
            facts: facts, taken: stated, nodeBlocks: ObjectSet.nodeBlocks(objects.nodes, pods, facts), podCount: pods.count,
            serviceCount: objects.services.count)
        balancers = BalancerAddresses(objects.services, taken: stated)
        nodePorts = NodePorts(objects.services)
        let named = objects.nodes.isEmpty ? Set(pods.compactMap(\.nodeName)) : []
        let free = (1...(named.count + 2)).lazy.map { "node-\($0)" }.filter { !named.contains($0) }
        nodes = objects.nodes.isEmpty ? Array(free.prefix(max(0, 2 - named.count))) : []
    }

    // MARK: What objects are given

    mutating func podAddress(_ pod: ClusterPod, _ family: IPAddress.Family) -> AssignedAddress? {
        addresses.podAddress(pod.reference, family, node: pod.nodeName).map { .example($0) }
    }

    mutating func serviceAddress(_ service: ObjectReference, _ family: IPAddress.Family) -> AssignedAddress? {
        addresses.serviceAddress(service, family).map { .example($0) }
    }

    /// Of a node whose own is stated nowhere.
    mutating func assignNodeAddress(_ node: String) -> AssignedAddress? { addresses.hostAddress(node: node).map { .example($0) } }

    // MARK: What they are asked for

    /// Of a node whose own is stated nowhere.
    package func nodeAddress(_ node: String) -> AssignedAddress? {
        var plan = self
        return plan.assignNodeAddress(node)
    }

    /// A load balancer's addresses or host names; where no status states one, an example.
    package func balancer(of service: Service) -> [Assigned<String>] { balancers.addresses(of: service) }

    /// The port that a Service opens on the nodes for one of its own, or would open if its type were another; nil where none is left.
    package func nodePort(of port: ServicePort, _ service: Service) -> Assigned<Int>? { nodePorts.number(of: port, service) }

    /// Addresses that an object could get which is not in the manifests: the Pod after the next one, a Service of another type.
    ///
    /// - Parameters:
    ///   - families: in this order; a family without a range of addresses is left out.
    ///   - node: of a Pod, where it is known.
    package func addresses(for object: ObjectReference, _ families: [IPAddress.Family], node: String? = nil) -> [AssignedAddress] {
        var plan = addresses
        return families.compactMap { family in
            (object.kind == "Service" ? plan.serviceAddress(object, family) : plan.podAddress(object, family, node: node)).map {
                .example($0)
            }
        }
    }

    /// The name of a Pod that a workload makes, by its number from 0, where a cluster would make up another ending.
    static func podName(_ workload: String, _ number: Int) -> String { "\(workload)-\(number + 1)" }

    /// Another ending for a Pod whose name a manifest states, of the letters that a cluster takes (apimachinery, `util/rand`).
    static func ending(after pod: ObjectReference) -> String {
        let letters = Array("bcdfghjklmnpqrstvwxz2456789")
        var rest = ExampleHash.of(pod)
        var ending = ""
        for _ in 0..<5 {
            ending.append(letters[Int(rest % UInt64(letters.count))])
            rest /= UInt64(letters.count)
        }
        return ending
    }
}
