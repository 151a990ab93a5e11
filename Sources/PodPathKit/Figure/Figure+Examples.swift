extension Figure {
    /// Whether anything that is seen bears the sign of an example, so that a remark has to say what it means.
    var hasExamples: Bool {
        elements.contains { box in
            ([box.name] + box.facts + box.notes.map(\.text) + box.chips.map(\.text) + box.rows.map(\.goal)).contains { $0.contains("~") }
        } || connections.contains { ($0.code ?? "").contains("~") || ($0.label ?? "").contains("~") }
    }
}
