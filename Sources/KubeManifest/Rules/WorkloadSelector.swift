/// How a workload's selector goes with the labels of its template: each kind has its own form and default.
struct WorkloadSelector {
    private enum Form {
        /// `matchLabels` and `matchExpressions`; must be there (apps/v1), unless in versions that are gone.
        case required
        /// Equal pairs, by default the template's labels (ReplicationController).
        case pairs
        /// The server's own, unless `manualSelector` is true (Job).
        case generated
        /// The server's own (CronJob).
        case none
        /// As it stands there; whether it is needed, the kind's controller knows.
        case any
    }

    private let form: Form

    init(_ kind: Workload.Kind) {
        form =
            switch kind {
            case .deployment, .replicaSet, .statefulSet, .daemonSet: .required
            case .replicationController: .pairs
            case .job: .generated
            case .cronJob: .none
            case .other: .any
            }
    }

    /// - Parameters:
    ///   - spec: of the object; of a CronJob, of its `jobTemplate`.
    ///   - labels: of the template.
    func check(_ reader: inout FieldReader, _ spec: ManifestNode?, _ labels: [Label]) {
        guard let spec, spec["template"]?.isMapping ?? false else { return }
        switch form {
        case .required:
            let selector = LabelSelector(&reader, spec, "selector")
            let isCurrent = reader.root["apiVersion"]?.isText("apps/v1") ?? false
            let hasBroken = spec["selector"]?["matchExpressions"].map { !$0.isEmptyCollection && !$0.isNull } ?? false
            if isCurrent, !hasBroken, selector?.isEmpty ?? (reader.present(spec, "selector") == nil) {
                reader.missing("selector", in: spec, Self.remedy(labels))
            }
            if let selector { check(selector, &reader, labels) }
        case .pairs:
            let pairs = reader.checkedLabels(spec, "selector")
            if pairs.isEmpty, labels.isEmpty { reader.missing("selector", in: spec, "it is the template's labels, and there are none.") }
            check(pairs, "selector", &reader, spec, labels)
        case .generated:
            checkJob(&reader, spec, labels)
        case .none:
            guard let node = reader.present(spec, "selector") else { return }
            reader.report(.error, "conflicting-fields", "\(reader.root.path(to: node)) is the server's own. Remove it.", at: node)
        case .any:
            guard let node = reader.present(spec, "selector"), node.isMapping else { return }
            let isSet = node.entries.allSatisfy { ["matchLabels", "matchExpressions"].contains($0.key.text) }
            if isSet, let selector = LabelSelector(&reader, spec, "selector") {
                check(selector, &reader, labels)
            } else if !isSet {
                check(reader.checkedLabels(spec, "selector"), "selector", &reader, spec, labels)
            }
        }
    }

    private static func remedy(_ labels: [Label]) -> String {
        let example = labels.first.map { "\($0.key): \(Quoted.shortened($0.value))" }
        return "write selector: {matchLabels: {\(example ?? "…")}}, labels of the template."
    }

    /// ValidateGeneratedSelector: without `manualSelector` nothing but the labels that the server adds.
    private func checkJob(_ reader: inout FieldReader, _ spec: ManifestNode, _ labels: [Label]) {
        guard let node = reader.present(spec, "selector"), let selector = LabelSelector(&reader, spec, "selector") else { return }
        if case .bool(true)? = spec["manualSelector"]?.scalarType { return check(selector, &reader, labels) }
        let own = ["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"]
        guard let key = selector.keys.first(where: { !own.contains($0) }) else { return }
        reader.report(
            .error, "conflicting-fields",
            "\(reader.root.path(to: node)) asks for \(Quoted(key)), but a Job's selector is the server's own. Remove it, or write manualSelector: true.",
            at: node)
    }

    private func check(_ selector: LabelSelector, _ reader: inout FieldReader, _ labels: [Label]) {
        for label in selector.matchLabels where labels[label: label.key] != label.value {
            mismatch(
                &reader, label.text, label.key, labels, at: label.mark,
                field: "\(selector.field).matchLabels" + ManifestNode.component(label.key, first: false))
        }
        for (position, expression) in selector.matchExpressions.enumerated() where !expression.matches(labels[label: expression.key]) {
            mismatch(
                &reader, expression.text, expression.key, labels, at: expression.mark,
                field: "\(selector.field).matchExpressions[\(position)]")
        }
    }

    private func check(
        _ pairs: [Label], _ key: StaticString, _ reader: inout FieldReader, _ spec: ManifestNode, _ labels: [Label]
    ) {
        guard let node = spec[key] else { return }
        for label in pairs where labels[label: label.key] != label.value {
            mismatch(
                &reader, label.text, label.key, labels, at: label.mark,
                field: reader.root.path(to: node) + ManifestNode.component(label.key, first: false))
        }
    }

    /// An API server refuses a workload whose selector does not match its own template.
    private func mismatch(
        _ reader: inout FieldReader, _ wanted: String, _ key: String, _ labels: [Label], at mark: Mark, field: String
    ) {
        let actual = labels[label: key].map { "has \(key)=\($0)" } ?? "has no label \(key)"
        reader.report(
            .error, "selector-does-not-match-template",
            "the selector asks for \(wanted), but the template \(actual); an API server refuses this. Make them equal.", at: mark,
            field: field)
    }
}
