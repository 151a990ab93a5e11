import KubeManifest

extension ClusterPod {
    /// A Pod that stands in the manifests.
    init(_ pod: Pod, workload: Int) {
        let status = pod.status
        // A status with a phase or conditions but no Ready condition is not ready; no status at all is unknown (R65).
        let saysSomething = status.map { $0.phase != nil || $0.hasConditions } ?? false
        self.init(
            reference: pod.metadata.reference, source: pod.metadata, labels: pod.metadata.labels, addedLabels: [],
            spec: pod.spec, mesh: pod.metadata.mesh, fieldPrefix: "", workload: workload, nodeName: pod.spec.nodeName,
            hostname: pod.spec.hostname?.value, subdomain: pod.spec.subdomain?.value,
            isReady: saysSomething ? status?.isReady == true : true, readinessIsAssumed: !saysSomething,
            isTerminating: pod.metadata.isTerminating, status: status,
            nameIsIllustrative: false)
    }

    /// The Pod with this number (from 0) that a workload would make.
    init(_ workload: Workload, _ number: Int, nodes: [Node], position: Int) {
        let metadata = workload.metadata
        let spec = workload.template.spec
        var hostname = spec.hostname?.value
        var subdomain = spec.subdomain?.value
        var nodeName = spec.nodeName
        var added: [Label] = []
        func add(_ key: String, _ value: String) { added.append(Label(key: key, value: value, mark: metadata.mark)) }
        var name = ExamplePlan.podName(metadata.name, number)
        var isIllustrative = true
        switch workload.kind {
        case .statefulSet:
            // The name is the hostname, the governing Service the subdomain (R45).
            let ordinal = workload.firstOrdinal + number
            name = "\(metadata.name)-\(ordinal)"
            isIllustrative = false
            hostname = name
            subdomain = workload.serviceName?.value
            add("statefulset.kubernetes.io/pod-name", name)
            add("apps.kubernetes.io/pod-index", String(ordinal))
        case .daemonSet:
            if number < nodes.count { nodeName = nodes[number].metadata.name }
        case .job, .cronJob:
            add("job-name", metadata.name)
            add("batch.kubernetes.io/job-name", metadata.name)
            if workload.isIndexed {
                name = "\(metadata.name)-\(number)"
                hostname = name
                add("batch.kubernetes.io/job-completion-index", String(number))
            }
        case .deployment, .replicaSet, .replicationController, .other: break
        }
        self.init(
            reference: ObjectReference(kind: "Pod", namespace: metadata.namespace, name: name), source: metadata,
            labels: workload.template.labels, addedLabels: added, spec: spec, mesh: workload.template.mesh,
            fieldPrefix: workload.template.field,
            workload: position, nodeName: nodeName, hostname: hostname, subdomain: subdomain, isReady: true, readinessIsAssumed: true,
            isTerminating: false,
            status: nil,
            nameIsIllustrative: isIllustrative)
    }
}
