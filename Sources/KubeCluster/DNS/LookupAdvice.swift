import KubeManifest

/// For a name that is not answered: the nearest one that would have been.
extension ClusterDNS {
    func advice(for name: String, from pod: ClusterPod?) -> String? {
        let zoneLabels = zone.lowercased().split(separator: ".").map(String.init)
        var labels = DNSName(name).labels
        if labels.count > zoneLabels.count, Array(labels.suffix(zoneLabels.count)) == zoneLabels { labels.removeLast(zoneLabels.count) }
        if labels.last == "svc" { labels.removeLast() }
        guard let first = labels.first, !first.isEmpty, labels.count <= 3 else { return nil }
        if labels.count == 2, let names = pods(behind: labels[1], in: pod?.reference.namespace ?? "default", without: first) {
            return names
        }
        // The Service is the first label, or the second where an endpoint stands before it.
        let wanted = labels.count == 3 ? labels[1] : first
        let home = labels.count >= 2 ? labels[labels.count - 1] : pod?.reference.namespace ?? "default"
        // Where the Service is there, other names are no remedy.
        if let here = service(wanted, in: home) { return exact(here, pod, labels) }
        return nearNamespace(wanted, home, pod) ?? elsewhere(wanted, home, pod) ?? workload(wanted, home, pod)
            ?? misspelt(wanted, home, pod)
    }

    /// `db-3.db` where no Pod of that name stands behind the headless Service db: which there are.
    private func pods(behind name: String, in namespace: String, without hostname: String) -> String? {
        guard let service = service(name, in: namespace), service.source == .selector else { return nil }
        let hosts = cluster.endpoints(of: service).compactMap(\.hostname).unique
        guard let first = hosts.first, let last = hosts.last, !hosts.contains(hostname) else { return nil }
        let list = hosts.count > 2 ? "\(first) to \(last)" : hosts.listed
        let owner = service.selectedPods.first.map { cluster.workload(of: $0).reference }
        return "the Pods behind \(service.reference) are \(list)\(owner.map { " (\($0))" } ?? ""): ask for \(first).\(name)"
    }

    /// The shortest name of a Service that a Pod finds.
    func ask(_ service: ClusterService, _ pod: ClusterPod?) -> String {
        guard let pod else { return "\(service.name).\(service.namespace).svc.\(zone)" }
        return pod.reference.namespace == service.namespace ? service.name : "\(service.name).\(service.namespace)"
    }

    private func exact(_ here: ClusterService, _ pod: ClusterPod?, _ labels: [String]) -> String? {
        if let pod, let reason = otherServer(of: pod) { return reason }
        if here.service.isHeadless, readyEndpoints(of: here).isEmpty {
            return "\(here.reference) exists, but is headless and has no ready endpoint"
        }
        if labels.count == 3 {
            let names = readyEndpoints(of: here).prefix(3).map { label(of: $0).text }
            return names.isEmpty
                ? nil : "\(here.reference) has the endpoints \(names.joined(separator: ", ")): ask for \(names[0]).\(ask(here, pod))"
        }
        return pod == nil ? "ask for \(ask(here, nil)), or give the Pod that asks (--from)" : nil
    }

    /// Why the Pod's resolver does not ask the cluster's DNS at all (R47 to R49).
    func otherServer(of pod: ClusterPod) -> String? {
        guard cluster.resolvConf(of: pod).source != .cluster, !NameServer(cluster.resolvConf(of: pod), in: self).isCluster else {
            return nil
        }
        switch pod.spec.dns?.policy?.value ?? "" {
        case "None": return "with dnsPolicy None, dnsConfig has to name the cluster's DNS server"
        case "Default": return "dnsPolicy Default asks the node's DNS server; leave it out"
        default: return pod.spec.hostNetwork ? "with hostNetwork, set dnsPolicy: ClusterFirstWithHostNet" : nil
        }
    }

    private func elsewhere(_ wanted: String, _ home: String, _ pod: ClusterPod?) -> String? {
        guard let other = services.first(where: { $0.name == wanted && $0.namespace != home }) else { return nil }
        return "\(wanted) lives in namespace \(other.namespace): ask for \(ask(other, pod))"
    }

    private func workload(_ wanted: String, _ home: String, _ pod: ClusterPod?) -> String? {
        let found =
            cluster.workloads.firstIndex { $0.reference.name == wanted && $0.reference.namespace == home }
            ?? cluster.pods.firstIndex { $0.reference.name == wanted && $0.reference.namespace == home }.map { cluster.pods[$0].workload }
        guard let found else { return nil }
        let reference = cluster.workloads[found].reference
        guard let leading = cluster.services(of: found).first.map({ cluster.services[$0] }) else {
            return "\(reference) has no name in DNS of its own, and no Service found in these manifests leads to it"
        }
        return "\(reference) has no name in DNS of its own; Service \(leading.name) leads to it: ask for \(ask(leading, pod))"
    }

    private func nearNamespace(_ wanted: String, _ home: String, _ pod: ClusterPod?) -> String? {
        guard !exists(home), let namespace = Spelling.nearest(to: home, among: cluster.namespaces),
            let service = service(wanted, in: namespace)
        else { return nil }
        return "did you mean namespace \(namespace)? Ask for \(ask(service, pod))"
    }

    private func misspelt(_ wanted: String, _ home: String, _ pod: ClusterPod?) -> String? {
        let near = { (list: [ClusterService]) -> ClusterService? in
            Spelling.nearest(to: wanted, among: list.map(\.name)).flatMap { name in list.first { $0.name == name } }
        }
        if let here = near(services.filter { $0.namespace == home }) { return "did you mean \(here.name)? Ask for \(ask(here, pod))" }
        return near(services).map { "did you mean \($0.name) in namespace \($0.namespace)? Ask for \(ask($0, pod))" }
    }
}
