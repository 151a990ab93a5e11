/// The one room of podpath's English, a file for each subject: what is true is worked out elsewhere, and each fact has one function here.
package enum English {
    /// `a`, `a and b`, `a, b and c`; with `or` in its place where one of them is meant.
    package static func list(_ items: [String], _ word: String = "and") -> String { list(items.map { Sentence($0) }, word).plain }

    package static func list(_ items: [Sentence], _ word: String = "and") -> Sentence {
        joined(items, ", ", last: " \(word) ")
    }

    /// - Parameter last: between the last two, where it is another word.
    static func joined(_ items: [Sentence], _ word: String, last: String? = nil) -> Sentence {
        var list = Sentence()
        for (position, item) in items.enumerated() {
            if position > 0 { list += Sentence(position == items.count - 1 ? last ?? word : word) }
            list += item
        }
        return list
    }

    /// The first of a list, and how many more there are: `a, b and 3 more`, `a, b and 3 more Pods`.
    package static func list(first limit: Int, of items: [String], _ singular: String? = nil) -> String {
        let rest = items.count - limit
        guard rest > 0 else { return list(items) }
        return list(items.prefix(limit) + [singular.map { count(rest, "more \($0)") } ?? "\(grouped(rest)) more"])
    }

    /// `1 Pod`, `3 Pods`.
    package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? singular : plural ?? self.plural(singular))"
    }

    /// `Pods`, `addresses`, `Ingresses`, `policies`.
    package static func plural(_ noun: String) -> String {
        if noun.hasSuffix("s") { return noun + "es" }
        return noun.hasSuffix("icy") ? noun.dropLast() + "ies" : noun + "s"
    }

    /// `10,000`
    package static func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        return String(digits)
    }
}
