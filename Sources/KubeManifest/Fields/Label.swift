/// One label, or one pair of an equality selector.
package struct Label: Hashable, Sendable, Comparable {
    package let key: String
    package let value: String
    /// Where the key stands.
    package let mark: Mark

    package init(key: String, value: String, mark: Mark) {
        self.key = key
        self.value = value
        self.mark = mark
    }

    /// As selectors and chips write it: `app=web`.
    package var text: String { "\(key)=\(value)" }

    package static func == (a: Self, b: Self) -> Bool { a.key == b.key && a.value == b.value }
    package static func < (a: Self, b: Self) -> Bool { (a.key, a.value) < (b.key, b.value) }
    package func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(value)
    }
}

extension [Label] {
    /// The value of a label.
    package subscript(label key: String) -> String? { first { $0.key == key }?.value }
}
