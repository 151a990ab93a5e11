/// A comment that begins or ends a block.
struct Marker {
    enum Kind { case begin, end }

    /// How the comment is written.
    enum Form: String, CaseIterable {
        case html, mdx, reference

        var opening: String {
            switch self {
            case .html: "<!--"
            case .mdx: "{/*"
            case .reference: "[//]: # "
            }
        }

        var closing: String {
            switch self {
            case .html: "-->"
            case .mdx: "*/}"
            case .reference: ""
            }
        }
    }

    let kind: Kind
    let form: Form
    /// The bytes between the comment's own signs, and where each stands in the document: a quote's marks are no part of them.
    let text: [UInt8]
    let offsets: [Int]
    /// Where the comment begins.
    let start: Int
    /// What stands before it on its line.
    let prefix: [UInt8]
    let firstLine: Int
    let lastLine: Int
    /// The quotes and items that it stands in.
    let containers: [Int]
    /// It stands on the line that begins an item.
    let opensItem: Bool

    /// Bytes of the longest marker that is read.
    static let limit = 64 << 10

    /// The word `podpath` or `/podpath` that a comment's text begins with, and how long it is with the blanks before it.
    static func word(_ text: ArraySlice<UInt8>) -> (kind: Kind, length: Int)? {
        let blanks = text.prefix { $0 <= 0x20 }.count
        let rest = text.dropFirst(blanks)
        for (word, kind) in [("podpath", Kind.begin), ("/podpath", .end)] where rest.starts(with: Array(word.utf8)) {
            let behind = rest.dropFirst(word.utf8.count)
            if behind.first.map({ $0 <= 0x20 }) ?? true || behind.starts(with: Array("-->".utf8)) || behind.starts(with: Array("*/}".utf8))
            {
                return (kind, blanks + word.utf8.count)
            }
        }
        return nil
    }
}
