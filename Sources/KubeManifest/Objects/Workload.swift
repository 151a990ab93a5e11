/// An object that makes Pods from a template.
package struct Workload: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case deployment = "Deployment"
        case replicaSet = "ReplicaSet"
        case replicationController = "ReplicationController"
        case statefulSet = "StatefulSet"
        case daemonSet = "DaemonSet"
        case job = "Job"
        case cronJob = "CronJob"
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
    package let spec: PodSpec
    /// The field path of the template within the workload: `spec.template`, or a CronJob's longer one.
    package let field: String
}

extension Workload {
    package init?(_ reader: inout FieldReader, kind: Kind, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: kind.rawValue, namespaced: true,
                name: .dns1123Subdomain,
                defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
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
            labels: labels, spec: PodSpec(&reader, podSpec),
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
        Self.checkSelector(&reader, kind, spec, labels)
    }

    private static func count(_ reader: inout FieldReader, _ parent: ManifestNode?, _ key: StaticString) -> Int? {
        guard let count = reader.int(parent, key), let node = parent?[key] else { return nil }
        if (0...Int(Int32.max)).contains(count.value) { return count.value }
        reader.report(
            .error, "unknown-value", "\(reader.root.path(to: node)) is \(count.value); it is a number from 0 to 2147483647.", at: node)
        return nil
    }

    /// An API server refuses a workload whose selector does not match its own template (apps/v1 validation).
    private static func checkSelector(_ reader: inout FieldReader, _ kind: Kind, _ spec: ManifestNode?, _ labels: [Label]) {
        guard kind != .job, kind != .cronJob, let selector = reader.mapping(spec, "selector") else { return }
        let isPlain = kind == .replicationController
        let wanted = isPlain ? reader.labels(spec, "selector") : reader.labels(selector, "matchLabels")
        for label in wanted where labels[label: label.key] != label.value {
            let actual = labels[label: label.key].map { "has \(label.key)=\($0)" } ?? "has no label \(label.key)"
            let path = isPlain ? "spec.selector" : "spec.selector.matchLabels"
            reader.report(
                .error, "selector-does-not-match-template",
                "the selector asks for \(label.text), but the template \(actual); an API server refuses this. Make them equal.",
                at: label.mark, field: path + ManifestNode.component(label.key, first: false))
        }
    }
}
