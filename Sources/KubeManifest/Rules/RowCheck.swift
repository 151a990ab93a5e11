/// How each rule is held against a node, and the words for what breaks it.
extension FieldTable.Row {
    func check(_ node: ManifestNode, _ reader: inout FieldReader) {
        switch rule {
        case .form(let form, let emptyIsAbsent):
            guard node.isScalar, !(emptyIsAbsent && node.isEmptyText), let problem = form.problem(node.text) else { return }
            report(&reader, form.identifier, "is \(Quoted(node.text)); it is \(problem)", at: node)
        case .oneOf(let words, let emptyIsAbsent):
            guard node.isScalar, !(emptyIsAbsent && node.isEmptyText), !words.contains(node.text) else { return }
            let nearest = Spelling.nearest(to: node.text, among: words).map { ". Did you mean \($0)?" } ?? ""
            report(&reader, "unknown-value", "is \(Quoted(node.text)); it is \(words.alternatives)\(nearest)", at: node)
        case .number(let range):
            guard case .int(let number) = node.scalarType, !range.contains(number) else { return }
            report(&reader, "value-out-of-range", "is \(number); it is a number from \(range.lowerBound) to \(range.upperBound)", at: node)
        case .count(let range):
            checkCount(node, range, &reader)
        case .unique(let keys):
            checkUnique(node, keys, &reader)
        case .needs(let key):
            guard node.isMapping || node.isNull,
                node[key].map({ $0.isNull || $0.isEmptyText || $0.isSequence && $0.isEmptyCollection }) ?? true
            else {
                return
            }
            let path = reader.root.path(to: node)
            let field = path.isEmpty ? "\(key)" : "\(path).\(key)"
            reader.report(
                severity, identifier ?? "missing-field", "\(field) is missing\(remedy.map { "; \($0)" } ?? ".")", at: node.mark,
                field: field)
        case .only(let key, let other, let values, let unstated):
            guard let field = node[key], !field.isNull, !field.isEmptyText, !field.isEmptyCollection else { return }
            let actual = node[other].map { $0.isNull || $0.isEmptyText ? unstated : $0.text } ?? unstated
            guard !values.contains(actual) else { return }
            let names = values.alternatives
            report(
                &reader, "conflicting-fields", "is set, which only goes with \(other) \(names), and here that is \(Quoted(actual))",
                at: field)
        case .satisfies(let check):
            check(&reader, node, self)
        }
    }

    private func checkCount(_ node: ManifestNode, _ range: ClosedRange<Int>, _ reader: inout FieldReader) {
        guard node.isSequence else { return }
        var count = 0
        for _ in node.elements { count += 1 }
        if count > range.upperBound {
            report(&reader, "too-many-items", "has \(count) items; \(range.upperBound) are allowed", at: node)
        } else if count < range.lowerBound {
            report(
                &reader, "missing-field",
                count == 0 ? "is empty; it needs an item, or is left out" : "has \(count) items; \(range.lowerBound) are needed", at: node)
        }
    }

    /// In the order of the list; the second of two equal items is told, with the first as a note.
    private func checkUnique(_ node: ManifestNode, _ keys: [StaticString], _ reader: inout FieldReader) {
        guard node.isSequence else { return }
        var seen: [String: ManifestNode] = [:]
        for item in node.elements {
            let parts = keys.isEmpty ? [item] : keys.map { item[$0] ?? item }
            guard parts.allSatisfy(\.isScalar), !parts.contains(where: \.isEmptyText), let place = parts.last else { continue }
            let text = parts.map(\.text).joined(separator: "/")
            if let earlier = seen[text] {
                report(
                    &reader, "duplicate-value", "repeats \(Quoted(text)); each is there once", at: place,
                    notes: [.init("first used here", at: earlier.mark.location(in: reader.file))])
            } else {
                seen[text] = place
            }
        }
    }

    /// `path is "x"; it is …. Remedy.`
    func report(
        _ reader: inout FieldReader, _ identifier: String, _ what: String, at node: ManifestNode, notes: [Diagnostic.Note] = []
    ) {
        let end = what.hasSuffix("?") ? "" : "."
        reader.report(
            severity, self.identifier ?? identifier, "\(reader.root.path(to: node)) \(what)\(end)\(remedy.map { " \($0)" } ?? "")",
            at: node,
            notes: notes)
    }
}

extension ManifestNode {
    var isEmptyText: Bool { isScalar && !isNull && text.isEmpty }
    var isEmptyCollection: Bool {
        var (elements, entries) = (elements, entries)
        return (isSequence || isMapping) && elements.next() == nil && entries.next() == nil
    }
}

extension [String] {
    /// `A`, `A or B`, `A, B or C`.
    fileprivate var alternatives: String {
        count < 2 ? joined(separator: "") : "\(dropLast().joined(separator: ", ")) or \(self[count - 1])"
    }
}
