import KubeManifest

/// The two Services that every cluster has (R72), offered where the manifests do not hold them.
enum BuiltInServices {
    static let file = "<built-in>"

    static func missing(from cluster: Cluster) -> [ClusterService] {
        let kubernetes = [ServicePort("https", 443, target: 6443, index: 0)]
        let kubeDNS = [
            ServicePort("dns", 53, .udp, index: 0), ServicePort("dns-tcp", 53, index: 1), ServicePort("metrics", 9153, index: 2),
        ]
        return [
            service("kubernetes", in: "default", kubernetes, at: cluster.facts.serviceCIDRs.prefix(1).map(\.second), unlessIn: cluster),
            service("kube-dns", in: "kube-system", kubeDNS, at: cluster.facts.clusterDNS, unlessIn: cluster),
        ].compactMap { $0 }
    }

    private static func service(
        _ name: String, in namespace: String, _ ports: [ServicePort], at addresses: [IPAddress], unlessIn cluster: Cluster
    ) -> ClusterService? {
        let reference = ObjectReference(kind: "Service", namespace: namespace, name: name)
        guard !cluster.services.contains(where: { $0.reference == reference }) else { return nil }
        // Slices that name it are its endpoints, as they would be in the cluster.
        let slices = cluster.objects.endpointSlices.indices.filter {
            let slice = cluster.objects.endpointSlices[$0]
            return slice.metadata.namespace == namespace && slice.serviceName?.value == name
        }
        return ClusterService(
            service: Service(ObjectMetadata(reference, in: file), undeclaredPorts: ports),
            source: slices.isEmpty ? .nothing : .slices(slices), selectedPods: [],
            virtualIPs: addresses.map { AssignedAddress(address: $0, isIllustrative: false) }, families: addresses.map(\.family))
    }
}
