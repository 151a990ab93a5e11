@testable import PodPathKit

/// Tests of wording look at what is read.
extension Sentence {
    func contains(_ words: String) -> Bool { plain.contains(words) }
    func hasPrefix(_ words: String) -> Bool { plain.hasPrefix(words) }
    func hasSuffix(_ words: String) -> Bool { plain.hasSuffix(words) }
    var count: Int { plain.count }
}

extension Sequence where Element == Sentence {
    func joined(separator: String) -> String { map(\.plain).joined(separator: separator) }
}
