/// One goal: what was measured, in words, against its limit.
struct Result {
    let goal: String
    let what: String
    /// Nil where it could not be measured; `note` says why.
    let value: Double?
    let limit: Double
    /// What the value counts; `ratio` for none.
    var unit = "ratio"
    var note = ""

    var isMet: Bool? { value.map { $0 <= limit } }

    /// How many times the second cost the first is; the note has both.
    static func ratio(_ goal: String, _ what: String, _ costs: [Cost]?, _ value: KeyPath<Cost, Double>, limit: Double) -> Result {
        guard let costs else { return missing(goal, what, limit: limit, "one of the two could not be run") }
        let milliseconds = { (cost: Cost) in "\((cost[keyPath: value] * 10_000).rounded() / 10) ms" }
        return Result(
            goal: goal, what: what, value: costs[0][keyPath: value] / costs[1][keyPath: value], limit: limit,
            note: "\(milliseconds(costs[0])) : \(milliseconds(costs[1]))")
    }

    static func missing(_ goal: String, _ what: String, limit: Double, unit: String = "ratio", _ note: String) -> Result {
        Result(goal: goal, what: what, value: nil, limit: limit, unit: unit, note: note)
    }

    /// A table in Markdown.
    static func table(_ results: [Result]) -> String {
        ([head] + results.map(\.row)).joined(separator: "\n") + "\n"
    }

    static let head = "| goal | what | measured | limit | |\n| --- | --- | --- | --- | --- |"

    var row: String {
        let unit = unit == "ratio" ? "" : " \(unit)"
        let measured = value.map { Self.number($0) + unit } ?? "-"
        let verdict = isMet.map { $0 ? "met" : "**missed**" } ?? ""
        let note = note.isEmpty ? "" : " (\(note))"
        return "| \(goal) | \(what)\(note) | \(measured) | \(Self.number(limit))\(unit) | \(verdict) |"
    }

    private static func number(_ value: Double) -> String {
        value < 10 ? "\((value * 1000).rounded() / 1000)" : "\((value * 10).rounded() / 10)"
    }
}
