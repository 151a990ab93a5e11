/// An object that makes Pods from a template.
package struct Workload: ManifestObject {
    package enum Kind: String, Sendable, CaseIterable {
        case deployment = "Deployment"
        case replicaSet = "ReplicaSet"
        case replicationController = "ReplicationController"
        case statefulSet = "StatefulSet"
        case daemonSet = "DaemonSet"
        case job = "Job"
        case cronJob = "CronJob"
        /// Another kind with a Pod template in `spec.template`, such as an Argo Rollout, an OpenShift DeploymentConfig or an OpenKruise
        /// CloneSet: its controller makes `spec.replicas` Pods.
        case other = "other"
    }

    package let metadata: ObjectMetadata
    package let kind: Kind
    package let template: PodTemplate
    /// `spec.replicas`, 1 where it is left out; not used by DaemonSet, Job and CronJob.
    package let replicas: Int
    /// Where `spec.replicas` stands, or a Job's `parallelism`; nil where it is left out.
    package let replicasMark: Mark?
    /// StatefulSet: the Service that governs the Pods' names.
    package let serviceName: Located<String>?
    /// StatefulSet: the number of the first Pod.
    package let firstOrdinal: Int
    /// Job: how many Pods run at once, `min(parallelism, completions)`.
    package let parallelism: Int
    /// Job: each Pod has an index and a hostname of its own.
    package let isIndexed: Bool
    /// CronJob: when.
    package let schedule: String?
}

package struct PodTemplate: Sendable {
    package let labels: [Label]
    package let mesh: MeshInjection?
    package let spec: PodSpec
    /// The field path of the template within the workload: `spec.template`, or a CronJob's longer one.
    package let field: String
}

extension ObjectKind {
    static let deployment = workload(.deployment, "apps/v1")
    static let replicaSet = workload(.replicaSet, "apps/v1")
    static let statefulSet = workload(.statefulSet, "apps/v1")
    static let daemonSet = workload(.daemonSet, "apps/v1")
    static let replicationController = workload(.replicationController, "v1")
    static let job = workload(.job, "batch/v1")
    static let cronJob = workload(.cronJob, "batch/v1")

    /// Any other kind whose `spec.template` is a Pod template: one with containers. A kind that is named as a workload of Kubernetes, as
    /// OpenKruise's StatefulSet is, behaves as that one. Only its controller holds it against rules, so that nothing in it is an error.
    ///
    /// Knative's own kinds are left out: their controller makes Pods with a proxy, scales them to none, and puts Services of names of its
    /// own before them, so that nothing reaches the Pods by what is written here.
    static func withPodTemplate(_ name: String, version: String, _ root: ManifestNode) -> ObjectKind? {
        guard !version.hasPrefix("serving.knative.dev/"),
            root["spec"]?["template"]?["spec"]?["containers"]?.isSequence ?? false
        else { return nil }
        return ObjectKind(name, [version]) { reader, defaultNamespace in
            reader.severest = .warning
            return Workload(&reader, kind: Workload.Kind(rawValue: name) ?? .other, named: name, defaultNamespace: defaultNamespace)
        }
    }

    private static func workload(_ kind: Workload.Kind, _ version: String) -> ObjectKind {
        ObjectKind(kind.rawValue, [version]) { Workload(&$0, kind: kind, defaultNamespace: $1) }
    }
}

extension ObjectSet {
    package var workloads: [Workload] { self[Workload.self] }
}

extension Workload {
    /// - Parameter kindName: what the object is called where that is not the kind's own name.
    package init?(_ reader: inout FieldReader, kind: Kind, named kindName: String? = nil, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: kindName ?? kind.rawValue, namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.check(reader.root, Self.rules(of: kind))
        self.kind = kind
        let outer = reader.mapping(reader.root, "spec")
        if outer == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it holds the template of the Pods.")
        }
        let jobTemplate = kind == .cronJob ? reader.mapping(outer, "jobTemplate") : nil
        let spec = kind == .cronJob ? reader.mapping(jobTemplate, "spec") : outer
        let template = reader.mapping(spec, "template")
        if template == nil, let spec, reader.present(spec, "template") == nil {
            reader.missing("template", in: spec, "it says what Pods to make.")
        }
        let templateMetadata = reader.mapping(template, "metadata")
        let labels = reader.checkedLabels(templateMetadata, "labels")
        let podSpec = reader.mapping(template, "spec")
        if podSpec == nil, let template, reader.present(template, "spec") == nil {
            reader.missing("spec", in: template, "it says which containers the Pods run.")
        }
        self.template = PodTemplate(
            labels: labels, mesh: MeshInjection(templateMetadata), spec: PodSpec(&reader, podSpec),
            field: kind == .cronJob ? "spec.jobTemplate.spec.template" : "spec.template")
        replicas = Self.count(&reader, outer, "replicas") ?? 1
        replicasMark = outer?["replicas"]?.mark ?? spec?["parallelism"]?.mark
        serviceName = reader.string(outer, "serviceName")
        firstOrdinal = reader.mapping(outer, "ordinals").flatMap { Self.count(&reader, $0, "start") } ?? 0
        let completions = Self.count(&reader, spec, "completions")
        let parallel = Self.count(&reader, spec, "parallelism") ?? 1
        parallelism = completions.map { min($0, parallel) } ?? parallel
        isIndexed = reader.string(spec, "completionMode")?.value == "Indexed"
        schedule = reader.string(outer, "schedule")?.value
        WorkloadSelector(kind).check(&reader, spec, labels)
    }

    private static func count(_ reader: inout FieldReader, _ parent: ManifestNode?, _ key: StaticString) -> Int? {
        guard let count = reader.int(parent, key), let node = parent?[key] else { return nil }
        if (0...Int(Int32.max)).contains(count.value) { return count.value }
        reader.report(
            .error, "unknown-value", "\(reader.root.path(to: node)) is \(count.value); it is a number from 0 to 2147483647.", at: node)
        return nil
    }
}
