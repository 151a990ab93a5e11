/// A set-based selector: every pair of `matchLabels` and every expression must hold (C10).
package struct LabelSelector: Sendable {
    package enum Operator: String, Sendable, CaseIterable {
        case `in` = "In"
        case notIn = "NotIn"
        case exists = "Exists"
        case doesNotExist = "DoesNotExist"
    }

    package struct Expression: Sendable {
        package let key: String
        package let `operator`: Operator
        package let values: [String]
        package let mark: Mark

        /// - Parameter actual: the label's value; nil where there is no such label. `NotIn` holds then.
        package func matches(_ actual: String?) -> Bool {
            switch `operator` {
            case .in: actual.map { values.contains($0) } ?? false
            case .notIn: actual.map { !values.contains($0) } ?? true
            case .exists: actual != nil
            case .doesNotExist: actual == nil
            }
        }

        /// `tier in (a, b)`, `!canary`.
        var text: String {
            switch `operator` {
            case .in: "\(key) in (\(values.joined(separator: ", ")))"
            case .notIn: "\(key) notin (\(values.joined(separator: ", ")))"
            case .exists: key
            case .doesNotExist: "!\(key)"
            }
        }
    }

    package let matchLabels: [Label]
    package let matchExpressions: [Expression]
    package let mark: Mark
    /// The selector's path within its object: `spec.podSelector`.
    package let field: String

    /// What holds for everything.
    package var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

    /// The label keys that the selector looks at.
    package var keys: [String] { matchLabels.map(\.key) + matchExpressions.map(\.key) }

    /// An empty selector holds for everything.
    package func matches(_ value: (_ key: String) -> String?) -> Bool {
        matchLabels.allSatisfy { value($0.key) == $0.value } && matchExpressions.allSatisfy { $0.matches(value($0.key)) }
    }

    /// As selectors are written on command lines: `app=web, tier in (a, b), !canary`.
    package var text: String { (matchLabels.map(\.text) + matchExpressions.map(\.text)).joined(separator: ", ") }
}

extension LabelSelector {
    /// Nil where the field is absent.
    package init?(_ reader: inout FieldReader, _ parent: ManifestNode?, _ key: StaticString) {
        guard let node = reader.mapping(parent, key) else { return nil }
        mark = node.mark
        field = reader.root.path(to: node)
        reader.checkKeys(of: node, ["matchLabels", "matchExpressions"])
        matchLabels = reader.checkedLabels(node, "matchLabels")
        matchExpressions = reader.mappings(node, "matchExpressions").compactMap { item in
            reader.checkKeys(of: item, ["key", "operator", "values"])
            guard let key = reader.string(item, "key"), !key.value.isEmpty else {
                if item["key"]?.isScalar ?? true { reader.missing("key", in: item, "it is the label's key.") }
                return nil
            }
            guard let comparison = reader.enumeration(item, "operator", Operator.self)?.value else {
                if reader.present(item, "operator").map(\.isEmptyText) ?? true {
                    reader.missing("operator", in: item, "it is In, NotIn, Exists or DoesNotExist.")
                }
                return nil
            }
            let values = reader.strings(item, "values").map(\.value)
            let needsValues = comparison == .in || comparison == .notIn
            if needsValues, values.isEmpty {
                reader.missing("values", in: item, "In and NotIn compare the label with them.")
                return nil
            } else if !needsValues, !values.isEmpty, let node = item["values"] {
                reader.report(
                    .error, "conflicting-fields", "operator \(comparison.rawValue) takes no values. Remove them, or write In or NotIn.",
                    at: node)
            }
            if !NameRules.isLabelKey(key.value), let node = item["key"] {
                reader.report(.error, "invalid-label", "\(Quoted(key.value)) is no label key.", at: node)
            }
            for node in item["values"].map({ Array($0.elements) }) ?? [] where node.isScalar && !NameRules.isLabelValue(node.text) {
                reader.report(.error, "invalid-label", "\(Quoted(node.text)) is no label value.", at: node)
            }
            return Expression(key: key.value, operator: comparison, values: values, mark: item.mark)
        }
    }

    /// What a required selector means that was left out: an API server reads it as empty.
    package init(everythingAt mark: Mark, field: String) {
        self.mark = mark
        self.field = field
        matchLabels = []
        matchExpressions = []
    }
}
