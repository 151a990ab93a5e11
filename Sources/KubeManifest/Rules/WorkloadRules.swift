extension Workload {
    /// By kind: pkg/apis/apps/validation and pkg/apis/batch/validation (kubernetes), and the labels that the Job's own strategy adds.
    static func rules(of kind: Kind) -> FieldTable {
        switch kind {
        case .statefulSet: statefulSetRules
        case .job: jobRules
        case .cronJob: cronJobRules
        case .deployment, .replicaSet, .replicationController, .daemonSet, .other: noRules
        }
    }

    private static let noRules = FieldTable([])

    private static let statefulSetRules = FieldTable([
        .warning(
            "metadata.name", .form(.dnsLabel),
            "Kubernetes 1.27 and later refuse the StatefulSet; earlier ones accept it, and refuse its Pods, whose hostnames begin so."),
        .warning(
            "spec.serviceName", .form(.dnsLabel),
            "Some API servers refuse the StatefulSet; the others refuse its Pods, whose subdomain it is."),
    ])

    private static let jobRules = FieldTable([
        .init(
            "", .satisfies { checkNameLength(&$0, $1, $2, limit: 63) },
            "The name is the value of the label job-name, which the server gives the Pods."),
        .init("", .satisfies(checkIndexedName), "An Indexed Job's Pods are hosts of the Job's name, '-' and their index."),
    ])

    /// ValidateJob: the last Pod's hostname is a DNS label.
    private static func checkIndexedName(_ reader: inout FieldReader, _ root: ManifestNode, _ row: FieldTable.Row) {
        guard let spec = root["spec"], spec["completionMode"]?.isText("Indexed") ?? false, let name = root["metadata"]?["name"],
            name.isScalar,
            case .int(let completions)? = spec["completions"]?.scalarType, completions > 0
        else { return }
        let last = "\(name.text)-\(completions - 1)"
        if NameRules.isDNS1123Subdomain(name.text), !NameRules.isDNS1123Label(last) {
            row.report(
                &reader, "invalid-name", "makes the hostname \(Quoted(last)), which is no DNS label of at most 63 characters", at: name)
        }
    }

    private static let cronJobRules = FieldTable([
        .init(
            "", .satisfies { checkNameLength(&$0, $1, $2, limit: 52) },
            "The names of its Jobs have 11 characters more, and 63 at most.")
    ])

    /// A Job with a selector of its own gets no label.
    private static func checkNameLength(
        _ reader: inout FieldReader, _ root: ManifestNode, _ row: FieldTable.Row, limit: Int
    ) {
        guard let name = root["metadata"]?["name"], name.isScalar, name.text.utf8.count > limit else { return }
        if case .bool(true)? = root["spec"]?["manualSelector"]?.scalarType { return }
        row.report(&reader, "invalid-name", "has \(name.text.utf8.count) characters; \(limit) are allowed", at: name)
    }
}
