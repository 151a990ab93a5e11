import KubeCluster
import KubeManifest
import SafeText

/// JSON as podpath prints it: keys sorted, two spaces a level, the same bytes for the same value.
enum JSONValue {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    var text: String {
        var result = ""
        write(to: &result, indent: "")
        return result + "\n"
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let number): text += String(number)
        case .string(let string): text += JSONText(string).text
        case .array(let items):
            guard !items.isEmpty else {
                text += "[]"
                return
            }
            text += "[\n"
            for (position, item) in items.enumerated() {
                text += indent + "  "
                item.write(to: &text, indent: indent + "  ")
                text += position == items.count - 1 ? "\n" : ",\n"
            }
            text += indent + "]"
        case .object(let fields):
            guard !fields.isEmpty else {
                text += "{}"
                return
            }
            text += "{\n"
            let sorted = fields.sorted { $0.key < $1.key }
            for (position, field) in sorted.enumerated() {
                text += "\(indent)  \(JSONText(field.key).text): "
                field.value.write(to: &text, indent: indent + "  ")
                text += position == sorted.count - 1 ? "\n" : ",\n"
            }
            text += indent + "}"
        }
    }

    /// *Because*, as every JSON output writes it.
    static func because(_ evidence: [Evidence]) -> JSONValue {
        .array(evidence.map { location($0.location, field: $0.field) })
    }

    static func location(_ location: SourceLocation, field: String?) -> JSONValue {
        .object([
            "file": .string(location.file), "line": .number(location.line), "column": .number(location.column),
            "field": field.map { .string($0) } ?? .null,
        ])
    }

    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
