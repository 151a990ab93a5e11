import KubeCluster
import KubeManifest

/// Addresses, and what they belong to.
extension English {
    static func address(_ address: AssignedAddress) -> Sentence { Sentence(.address(address.map(\.description))) }

    /// `10.244.0.7:9376`, `[fd00::7]:9376`; the address alone where there is no port.
    static func endpoint(_ address: Assigned<String>, _ port: Int?) -> Sentence {
        Sentence([.address(address)] + (port.map { [.port(lead: ":", .stated(String($0)))] } ?? []))
    }

    static func endpoint(_ address: AssignedAddress, _ port: Int?) -> Sentence { endpoint(address.map(\.description), port) }

    /// One that an EndpointSlice or an Endpoints object lists: `10.0.0.9:5432 not ready`.
    static func endpoint(_ endpoint: Endpoint) -> Sentence {
        let ports = endpoint.ports.compactMap(\.port)
        return self.endpoint(.stated(endpoint.address), ports.count == 1 ? ports[0] : nil) + (endpoint.isReady ? "" : " not ready")
    }

    /// The addresses of one thing, in the families that it has: `10.96.0.7 and fd00::7`.
    static func addresses(_ addresses: [AssignedAddress]) -> Sentence { list(addresses.map(address)) }

    /// A nameserver's; that of the cluster's DNS is an example where it is the assumed one and no Service of these manifests has it.
    static func server(_ address: String, in cluster: Cluster) -> Sentence {
        guard let known = IPAddress(address), cluster.facts.clusterDNS == ClusterFacts().clusterDNS,
            cluster.facts.clusterDNS.contains(known),
            !cluster.services.contains(where: { $0.virtualIPs.contains { $0.address == known } })
        else { return Sentence(.address(.stated(address))) }
        return Sentence(.address(.example(address)))
    }

    /// A load balancer's addresses, or an example of one.
    static func balancer(of service: ClusterService, in cluster: Cluster) -> [Sentence] {
        cluster.examples.balancer(of: service.service).map { Sentence(.address($0)) }
    }

    /// `at ~203.0.113.34 (the provider assigns the address)`.
    static func balancerPlace(of service: ClusterService, in cluster: Cluster) -> Sentence {
        let assigned = service.service.loadBalancerIngress.isEmpty ? " (the provider assigns the address)" : ""
        return "at \(list(balancer(of: service, in: cluster)))\(assigned)"
    }
}
