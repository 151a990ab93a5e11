/// The rules that an API server has for the fields of a kind: a row for each, run over an object's nodes in one walk.
package struct FieldTable: Sendable {
    package struct Row: Sendable {
        /// From the node that the table is for: `ports[].name`; empty for that node itself.
        let path: String
        let rule: FieldRule
        let severity: Diagnostic.Severity
        /// What helps, or whose answer differs: a whole sentence, told after the rule.
        let remedy: String?
        /// In place of the rule's own identifier.
        let identifier: String?

        /// A rule of every API server of a supported version.
        package init(_ path: String, _ rule: FieldRule, as identifier: String? = nil, _ remedy: String? = nil) {
            self.init(path, rule, .error, identifier, remedy)
        }

        /// A rule that only some API servers have, or none: the sentence says which.
        package static func warning(_ path: String, _ rule: FieldRule, as identifier: String? = nil, _ whose: String) -> Row {
            Row(path, rule, .warning, identifier, whose)
        }

        private init(
            _ path: String, _ rule: FieldRule, _ severity: Diagnostic.Severity, _ identifier: String?, _ remedy: String?
        ) {
            self.path = path
            self.rule = rule
            self.severity = severity
            self.remedy = remedy
            self.identifier = identifier
        }
    }

    private let root: Branch

    package init(_ rows: [Row]) {
        var root = Branch()
        for row in rows { root.add(row, at: Self.steps(row.path)[...]) }
        self.root = root
    }

    /// `ports[].name` → ports, [], name.
    private static func steps(_ path: String) -> [String] {
        path.split(separator: ".").flatMap { part -> [String] in
            part.hasSuffix("[]") ? [String(part.dropLast(2)), "[]"] : [String(part)]
        }
    }

    func check(_ node: ManifestNode, _ reader: inout FieldReader) { root.check(node, &reader) }

    /// The rows of one node, and the tables of what is in it.
    private struct Branch: Sendable {
        var rows: [Row] = []
        var keys: [(key: [UInt8], branch: Branch)] = []
        var items: [Branch] = []

        mutating func add(_ row: Row, at steps: ArraySlice<String>) {
            guard let step = steps.first else { return rows.append(row) }
            if step == "[]" {
                if items.isEmpty { items.append(Branch()) }
                items[0].add(row, at: steps.dropFirst())
            } else {
                let key = Array(step.utf8)
                let position = keys.firstIndex { $0.key == key } ?? keys.count
                if position == keys.count { keys.append((key, Branch())) }
                keys[position].branch.add(row, at: steps.dropFirst())
            }
        }

        // By position: taking rows and branches out of their arrays costs more than what is done with them.
        func check(_ node: ManifestNode, _ reader: inout FieldReader) {
            for row in rows.indices { rows[row].check(node, &reader) }
            if !keys.isEmpty {
                for (key, value) in node.entries {
                    guard let found = keys.indices.first(where: { key.isText(keys[$0].key) }), !value.isNull else { continue }
                    keys[found].branch.check(value, &reader)
                }
            }
            if !items.isEmpty { for item in node.elements { items[0].check(item, &reader) } }
        }
    }
}

extension FieldReader {
    /// Reports what breaks a rule of the table.
    package mutating func check(_ node: ManifestNode?, _ table: FieldTable) {
        if let node, node.isMapping { table.check(node, &self) }
    }
}
