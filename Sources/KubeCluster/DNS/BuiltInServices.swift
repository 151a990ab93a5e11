import KubeManifest

/// The two Services that every cluster has (R72), offered where the manifests do not hold them.
enum BuiltInServices {
    static let file = "<built-in>"

    private static let manifests = """
        {apiVersion: v1, kind: Service, metadata: {namespace: default, name: kubernetes},
         spec: {ports: [{name: https, port: 443, targetPort: 6443}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {namespace: kube-system, name: kube-dns},
         spec: {ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53}, {name: metrics, port: 9153}]}}
        """

    static func missing(from cluster: Cluster) -> [ClusterService] {
        var diagnostics = Diagnostics()
        let objects = ManifestDecoder.decode([SourceFile(path: file, text: manifests)], &diagnostics)
        let known = Set(cluster.services.map(\.reference))
        return objects.services.filter { !known.contains($0.metadata.reference) }.map { service in
            let addresses =
                service.metadata.name == "kube-dns"
                ? cluster.facts.clusterDNS
                : cluster.facts.serviceCIDRs.prefix(1).map(\.second)
            return ClusterService(
                service: service, source: .nothing, selectedPods: [],
                virtualIPs: addresses.map { AssignedAddress(address: $0, isIllustrative: false) },
                families: addresses.map(\.family))
        }
    }
}
