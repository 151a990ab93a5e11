import KubeCluster
import SafeText

/// Prints figures as JSON: what is drawn, in roles, with the evidence.
enum FigureJSON {
    static func encode(_ figures: [Figure]) -> String {
        JSONValue.object([
            "schema": .string("podpath/v1"), "figures": .array(figures.map(figure)),
        ]).text
    }

    private static func figure(_ figure: Figure) -> JSONValue {
        .object([
            "kind": .string(figure.kind), "id": .string(figure.id), "title": .string(figure.title),
            "description": .string(figure.description), "remarks": .array(figure.remarks.map { .string($0) }),
            "groups": .array(
                figure.groups.map { group in
                    .object([
                        "id": .string(group.id), "role": .string(group.role.rawValue), "name": .string(group.name),
                        "parent": group.parent.map { .string(figure.groups[$0].id) } ?? .null,
                        "step": group.step.map { .number($0) } ?? .null,
                    ])
                }),
            "elements": .array(
                figure.elements.map { element in
                    .object([
                        "id": .string(element.id), "role": .string(element.role.rawValue), "eyebrow": .string(element.eyebrow),
                        "name": .string(element.name), "facts": .array(element.facts.map { .string($0) }),
                        "caption": element.caption.map { .string($0) } ?? .null,
                        "notes": .array(element.notes.map { .object(["step": .number($0.step), "text": .string($0.text)]) }),
                        "rows": .array(
                            element.rows.map { .object(["name": .string($0.name), "kind": .string($0.kind), "goal": .string($0.goal)]) }),
                        "lines": .array(
                            element.lines.map { .object(["text": .string($0.text), "role": .string($0.role.rawValue)]) }),
                        "chips": .array(
                            element.chips.map {
                                .object(["text": .string($0.text), "role": .string($0.role.rawValue), "qualifier": .optional($0.qualifier)])
                            }),
                        "count": element.count.map { .number($0) } ?? .null, "tooltip": .string(element.tooltip),
                        "group": element.group.map { .string(figure.groups[$0].id) } ?? .null,
                        "door": element.door.map { .string(figure.elements[$0].id) } ?? .null, "because": .because(element.because),
                    ])
                }),
            "connections": .array(
                figure.connections.filter { $0.role != .order }.map { connection in
                    .object([
                        "id": .string(connection.id),
                        "from": .string(figure.elements[connection.isAnswer ? connection.to : connection.from].id),
                        "to": .string(figure.elements[connection.isAnswer ? connection.from : connection.to].id),
                        "role": .string(connection.role.rawValue),
                        "label": .optional([connection.label, connection.code].compactMap { $0 }.joined(separator: " ").nonEmpty),
                        "note": .optional(connection.note), "step": connection.step.map { .number($0) } ?? .null,
                        "fromLine": connection.tail.map { .number($0) } ?? .null, "toLine": connection.head.map { .number($0) } ?? .null,
                        "row": connection.row.map { .number($0) } ?? .null,
                        "tooltip": .string(connection.tooltip), "because": .because(connection.because),
                    ])
                }),
            "example": .array(
                figure.example.map {
                    .object(["text": .string($0.text), "meaning": .string($0.meaning), "role": .string($0.role.rawValue)])
                }),
            "steps": .array(
                figure.steps.map { step in
                    .object(["number": .number(step.number), "text": .string(step.text), "because": .because(step.because)])
                }),
        ])
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
