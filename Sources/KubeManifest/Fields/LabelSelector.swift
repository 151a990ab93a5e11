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

    /// `NotIn` holds for labels that lack the key; an empty selector holds for everything.
    package func matches(_ value: (_ key: String) -> String?) -> Bool {
        matchLabels.allSatisfy { value($0.key) == $0.value }
            && matchExpressions.allSatisfy { expression in
                let actual = value(expression.key)
                return switch expression.operator {
                case .in: actual.map { expression.values.contains($0) } ?? false
                case .notIn: actual.map { !expression.values.contains($0) } ?? true
                case .exists: actual != nil
                case .doesNotExist: actual == nil
                }
            }
    }

    /// As selectors are written on command lines: `app=web, tier in (a, b), !canary`.
    package var text: String {
        let expressions = matchExpressions.map { expression in
            switch expression.operator {
            case .in: "\(expression.key) in (\(expression.values.joined(separator: ", ")))"
            case .notIn: "\(expression.key) notin (\(expression.values.joined(separator: ", ")))"
            case .exists: expression.key
            case .doesNotExist: "!\(expression.key)"
            }
        }
        return (matchLabels.map(\.text) + expressions).joined(separator: ", ")
    }
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
            guard let key = reader.string(item, "key") else {
                reader.missing("key", in: item, "it is the label's key.")
                return nil
            }
            guard let comparison = reader.enumeration(item, "operator", Operator.self)?.value else {
                if reader.present(item, "operator") == nil {
                    reader.missing("operator", in: item, "it is In, NotIn, Exists or DoesNotExist.")
                }
                return nil
            }
            let values = reader.strings(item, "values").map(\.value)
            let needsValues = comparison == .in || comparison == .notIn
            if needsValues, values.isEmpty {
                reader.missing("values", in: item, "In and NotIn compare the label with them.")
            } else if !needsValues, !values.isEmpty, let node = item["values"] {
                reader.report(
                    .error, "conflicting-fields", "operator \(comparison.rawValue) takes no values. Remove them, or write In or NotIn.",
                    at: node)
            }
            if !NameRules.isLabelKey(key.value), let node = item["key"] {
                reader.report(.error, "invalid-label", "\(Quoted(key.value)) is no label key.", at: node)
            }
            for value in values where !NameRules.isLabelValue(value) {
                reader.report(.error, "invalid-label", "\(Quoted(value)) is no label value.", at: item["values"] ?? item)
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
