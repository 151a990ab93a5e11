import KubeManifest

extension ClusterPod {
    /// A Pod that stands in the manifests.
    init(_ pod: Pod, workload: Int, domain: String) {
        let status = pod.status
        // R65: a status with a phase or conditions but no Ready condition is not ready; no status at all is unknown.
        let saysSomething = status.map { $0.phase != nil || $0.isReady != nil } ?? false
        self.init(
            reference: pod.metadata.reference, source: pod.metadata, labels: pod.metadata.labels, addedLabels: [],
            spec: pod.spec, fieldPrefix: "", workload: workload, nodeName: pod.spec.nodeName,
            isReady: saysSomething ? status?.isReady == true : true, readinessIsAssumed: !saysSomething,
            isTerminating: pod.metadata.isTerminating, phase: status?.phase, status: status,
            identity: PodHostname.identity(
                podName: pod.metadata.name, namespace: pod.metadata.namespace, spec: pod.spec,
                hostname: pod.spec.hostname?.value, subdomain: pod.spec.subdomain?.value, domain: domain),
            nameIsIllustrative: false)
    }

    /// The Pod with this number (from 0) that a workload would make.
    init(_ workload: Workload, _ number: Int, nodes: [Node], position: Int, domain: String) {
        let metadata = workload.metadata
        var spec = workload.template.spec
        var added: [Label] = []
        func add(_ key: String, _ value: String) { added.append(Label(key: key, value: value, mark: metadata.mark)) }
        var name = "\(metadata.name)-\(number + 1)"
        var isIllustrative = true
        switch workload.kind {
        case .statefulSet:
            // R45: the name is the hostname, the governing Service the subdomain.
            let ordinal = workload.firstOrdinal + number
            name = "\(metadata.name)-\(ordinal)"
            isIllustrative = false
            spec.hostname = Located(name, at: metadata.mark)
            spec.subdomain = workload.serviceName ?? spec.subdomain
            add("statefulset.kubernetes.io/pod-name", name)
            add("apps.kubernetes.io/pod-index", String(ordinal))
        case .daemonSet:
            if number < nodes.count { spec.nodeName = nodes[number].metadata.name }
        case .job, .cronJob:
            add("job-name", metadata.name)
            add("batch.kubernetes.io/job-name", metadata.name)
            if workload.isIndexed {
                name = "\(metadata.name)-\(number)"
                spec.hostname = Located(name, at: metadata.mark)
                add("batch.kubernetes.io/job-completion-index", String(number))
            }
        case .deployment, .replicaSet, .replicationController: break
        }
        self.init(
            reference: ObjectReference(kind: "Pod", namespace: metadata.namespace, name: name), source: metadata,
            labels: workload.template.labels, addedLabels: added, spec: spec, fieldPrefix: workload.template.field,
            workload: position, nodeName: spec.nodeName, isReady: true, readinessIsAssumed: true, isTerminating: false,
            phase: nil, status: nil,
            identity: PodHostname.identity(
                podName: name, namespace: metadata.namespace, spec: spec, hostname: spec.hostname?.value,
                subdomain: spec.subdomain?.value, domain: domain),
            nameIsIllustrative: isIllustrative)
    }
}
