/// Typed reading of one object's fields. What has the wrong type is reported with its place and read as well as it can be.
package struct FieldReader {
    package let file: String
    /// The object that field paths count from.
    package let root: ManifestNode
    /// For messages: `Service shop/web`.
    package var objectName: String
    package var diagnostics: Diagnostics
    /// How much of a list is read.
    let limits: Limits
    /// By whose rules the object is read.
    var schema: Schema
    /// The severest that a finding about the object can be: a warning where nobody but its controller holds it against these rules.
    var severest: Diagnostic.Severity = .error

    package enum Schema: Sendable {
        /// Those of a kind that is built into the API server: null among a list's items or a map's values is the empty value, because
        /// Go's decoder leaves the item as it is.
        case builtIn
        /// Those of a CustomResourceDefinition's schema, which refuses such a null.
        case custom
    }

    package init(
        file: String, root: ManifestNode, objectName: String, diagnostics: Diagnostics, schema: Schema = .builtIn, limits: Limits = Limits()
    ) {
        self.limits = limits
        self.schema = schema
        self.file = file
        self.root = root
        self.objectName = objectName
        self.diagnostics = diagnostics
    }

    // MARK: Collections

    package mutating func mapping(_ parent: ManifestNode?, _ key: StaticString) -> ManifestNode? {
        guard let node = present(parent, key) else { return nil }
        guard node.isMapping else {
            wrongType(node, "a mapping")
            return nil
        }
        return node
    }

    package mutating func sequence(_ parent: ManifestNode?, _ key: StaticString) -> ManifestNode? {
        guard let node = present(parent, key) else { return nil }
        guard node.isSequence else {
            wrongType(node, "a sequence", remedy: node.isMapping ? "Begin each item with '- '." : nil)
            return nil
        }
        return node
    }

    /// The mappings of a sequence; other items are reported and passed over. An empty item (a bare `-`) may count as `{}`.
    package mutating func mappings(_ parent: ManifestNode?, _ key: StaticString) -> [ManifestNode] {
        numbered(parent, key).map(\.node)
    }

    /// The same, each with its position in the sequence.
    mutating func numbered(_ parent: ManifestNode?, _ key: StaticString) -> [(position: Int, node: ManifestNode)] {
        guard let node = sequence(parent, key) else { return [] }
        var items: [(Int, ManifestNode)] = []
        for (position, item) in node.elements.enumerated() {
            if isMapping(item) { items.append((position, item)) }
        }
        return items
    }

    /// Whether a list's item counts as a mapping; says so where it is none, or is left empty.
    mutating func isMapping(_ item: ManifestNode) -> Bool {
        if item.isMapping { return true }
        guard item.isNull, schema == .builtIn else {
            wrongType(item, "a mapping")
            return false
        }
        leftEmpty(item, "an empty mapping, {}")
        return true
    }

    package mutating func strings(_ parent: ManifestNode?, _ key: StaticString) -> [Located<String>] {
        guard let node = sequence(parent, key) else { return [] }
        return node.elements.compactMap { string($0) }
    }

    // MARK: Scalars

    package mutating func string(_ parent: ManifestNode?, _ key: StaticString) -> Located<String>? {
        present(parent, key).flatMap { string($0) }
    }

    package mutating func int(_ parent: ManifestNode?, _ key: StaticString) -> Located<Int>? {
        guard let node = present(parent, key) else { return nil }
        if case .int(let value) = node.scalarType, node.isScalar { return Located(value, at: node.mark) }
        let quotes = node.kind == .quoted ? "Write it without quotation marks." : nil
        wrongType(node, "an integer", remedy: quotes)
        return node.kind == .quoted ? Int(node.text).map { Located($0, at: node.mark) } : nil
    }

    package mutating func bool(_ parent: ManifestNode?, _ key: StaticString) -> Bool? {
        guard let node = present(parent, key) else { return nil }
        if case .bool(let value) = node.scalarType, node.isScalar { return value }
        wrongType(node, "true or false", remedy: node.kind == .quoted ? "Write it without quotation marks." : nil)
        return nil
    }

    /// A string, and nothing that YAML takes for a number, a boolean or null. The text as written counts in any case.
    ///
    /// Null among strings, in a list or as a label's value, is the empty text to an API server.
    package mutating func string(_ node: ManifestNode) -> Located<String>? {
        guard node.isScalar else {
            wrongType(node, "a string")
            return nil
        }
        if node.isNull, schema == .builtIn {
            leftEmpty(node, "the empty text, \"\"")
            return Located("", at: node.mark)
        }
        if node.kind == .plain, node.scalarType != .string { wrongType(node, "a string", remedy: "Write \"\(node.text)\".") }
        return Located(node.text, at: node.mark)
    }

    /// A mapping of strings to strings, in source order.
    package mutating func labels(_ parent: ManifestNode?, _ key: StaticString) -> [Label] {
        guard let node = mapping(parent, key) else { return [] }
        var labels: [Label] = []
        for (name, value) in node.entries {
            guard let text = string(value) else { continue }
            labels.append(Label(key: name.text, value: text.value, mark: name.mark))
        }
        return labels
    }

    /// The key's value where it is there and not null: null is absence to an API server.
    package func present(_ parent: ManifestNode?, _ key: StaticString) -> ManifestNode? {
        guard let node = parent?[key], !node.isNull else { return nil }
        return node
    }

    // MARK: Messages

    package mutating func report(
        _ severity: Diagnostic.Severity, _ identifier: String, _ message: String, at node: ManifestNode,
        notes: [Diagnostic.Note] = []
    ) {
        report(severity, identifier, message, at: node.mark, field: root.path(to: node), notes: notes)
    }

    /// The same, for a value whose node is at hand only as a mark.
    package mutating func report(
        _ severity: Diagnostic.Severity, _ identifier: String, _ message: String, at mark: Mark, field: String,
        notes: [Diagnostic.Note] = []
    ) {
        diagnostics.append(
            Diagnostic(
                min(severity, severest), identifier, "\(objectName): \(message)", at: mark.location(in: file),
                field: field.isEmpty ? nil : field, notes: notes))
    }

    package mutating func missing(_ field: String, in node: ManifestNode, _ why: String) {
        let path = root.path(to: node)
        let full = path.isEmpty ? field : "\(path).\(field)"
        report(.error, "missing-field", "\(full) is missing; \(why)", at: node.mark, field: full)
    }

    private mutating func leftEmpty(_ node: ManifestNode, _ meaning: String) {
        report(
            .warning, "null-value",
            "\(root.path(to: node)) is left empty; an API server reads \(meaning). Write that, or the value that is meant.", at: node)
    }

    mutating func wrongType(_ node: ManifestNode, _ expected: String, remedy: String? = nil) {
        let path = root.path(to: node)
        let message = "\(path) is \(Self.describe(node)); it must be \(expected)." + (remedy.map { " \($0)" } ?? "")
        report(.error, "wrong-type", message, at: node)
    }

    private static func describe(_ node: ManifestNode) -> String {
        switch node.kind {
        case .mapping: return "a mapping"
        case .sequence: return "a sequence"
        case .quoted: return "the string \(Quoted(node.text))"
        case .plain:
            switch node.scalarType {
            case .string: return "the string \(Quoted(node.text))"
            case .null: return "null"
            case .bool: return "the boolean \(node.text)"
            case .int, .float: return "the number \(node.text)"
            }
        }
    }
}
