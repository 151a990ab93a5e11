import Graphviz
import SafeText

/// Prints a figure as a Mermaid flowchart, for places that render Mermaid themselves.
enum MermaidEncoder {
    static func encode(_ figure: Figure, direction: FigureLook.Direction = .leftToRight, theme: Theme = .light) -> String {
        var lines = [
            "flowchart \(direction.rawValue)", "    accTitle: \(MermaidText(figure.title).text)",
            "    accDescr: \(MermaidText(figure.description).text)",
        ]
        lines += nodes(of: nil, figure, indent: 1)
        for (position, group) in figure.groups.enumerated() where group.parent == nil {
            lines += frame(position, group, figure, indent: 1)
        }
        for connection in figure.connections { lines.append("    " + arrow(connection)) }
        // What stands on or in a box is joined to it by a line.
        for (position, element) in figure.elements.enumerated() {
            if let door = element.door ?? element.outer { lines.append("    n\(door) --- n\(position)") }
        }
        for role in Figure.Element.Role.allCases {
            let members = figure.elements.indices.filter { figure.elements[$0].role == role }
            if !members.isEmpty { lines.append("    class \(members.map { "n\($0)" }.joined(separator: ",")) \(role.rawValue)") }
        }
        for role in Figure.Element.Role.allCases where figure.elements.contains(where: { $0.role == role }) {
            let style = FigureStyle.box(role)
            lines.append(
                "    classDef \(role.rawValue) fill:\(style.fill.hex(in: theme)),stroke:\(style.border.hex(in: theme)),color:\(style.text.hex(in: theme))\(style.isDashed ? ",stroke-dasharray:5 4" : "")"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func frame(_ position: Int, _ group: Figure.Group, _ figure: Figure, indent: Int) -> [String] {
        let space = String(repeating: "    ", count: indent)
        let kind = [.namespace, .node].contains(group.role) ? "\(group.role.rawValue) " : ""
        let title =
            (group.step.map { "\($0). " } ?? "") + kind
            + [group.name, group.note, group.detail ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        var lines = ["\(space)subgraph g\(position)[\"\(MermaidText(title).text)\"]"]
        lines += nodes(of: position, figure, indent: indent + 1)
        for (child, inner) in figure.groups.enumerated() where inner.parent == position {
            lines += frame(child, inner, figure, indent: indent + 1)
        }
        return lines + ["\(space)end"]
    }

    private static func nodes(of group: Int?, _ figure: Figure, indent: Int) -> [String] {
        let space = String(repeating: "    ", count: indent)
        return figure.elements.enumerated().filter { $0.element.group == group }.map { position, element in
            let count = element.count.map { " ×\(FigureWords.grouped($0))" } ?? ""
            let lines =
                [element.eyebrow, element.name + count] + element.facts + (element.caption.map { [$0] } ?? [])
                + element.notes.map { "\($0.step). \($0.text)" }
                + element.rows.map {
                    [$0.name, $0.kind, $0.goal.isEmpty ? "" : "→ \($0.goal)"].filter { !$0.isEmpty }.joined(separator: " ")
                }
                + element.lines.map(\.text)
                + element.chips.map { chip in (chip.lead.map { "\($0): " } ?? "") + chip.text }
            let text = lines.filter { !$0.isEmpty }.map { MermaidText($0).text }.joined(separator: "<br/>")
            return "\(space)n\(position)[\"\(text)\"]"
        }
    }

    private static func arrow(_ connection: Figure.Connection) -> String {
        let words = [connection.step.map { "\($0)." }, connection.label, connection.code, connection.note].compactMap { $0 }.joined(
            separator: " ")
        let label = words.isEmpty ? "" : "|\"\(MermaidText(words).text)\"|"
        let line =
            switch connection.role {
            case .traffic: "-->"
            case .lookup, .missing: "-.->"
            case .denied: "--x"
            case .selects: "-.-"
            case .holds: "---"
            case .order: "~~~"
            }
        let ends = connection.isAnswer ? (connection.to, connection.from) : (connection.from, connection.to)
        return "n\(ends.0) \(line)\(connection.role == .order ? "" : label) n\(ends.1)"
    }
}
