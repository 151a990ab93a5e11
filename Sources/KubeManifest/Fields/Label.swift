/// One label, or one pair of an equality selector.
public struct Label: Hashable, Sendable, Comparable {
    public let key: String
    public let value: String
    /// Where the key stands.
    public let mark: Mark

    package init(key: String, value: String, mark: Mark) {
        self.key = key
        self.value = value
        self.mark = mark
    }

    /// As selectors and chips write it: `app=web`.
    public var text: String { "\(key)=\(value)" }

    public static func == (a: Self, b: Self) -> Bool { a.key == b.key && a.value == b.value }
    public static func < (a: Self, b: Self) -> Bool { (a.key, a.value) < (b.key, b.value) }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(value)
    }
}

extension [Label] {
    /// The value of a label.
    public subscript(label key: String) -> String? { first { $0.key == key }?.value }
}
