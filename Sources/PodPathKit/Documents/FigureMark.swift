/// What an SVG says of its own making, in the attribute `data-podpath="REVISION-GRAPH-BODY"` of its root: a figure whose graph is the same
/// need not be laid out again, and one that a person has changed is known.
package struct FigureMark: Equatable {
    /// To be raised when the same graph is drawn otherwise; a test with a reference picture asks for it.
    static let revision = 1

    let revision: Int
    let graph: Digest
    /// Of the file itself, with this attribute empty and without carriage returns.
    let body: Digest

    private static let attribute = "data-podpath=\""

    /// The mark of a file; nil where it has none.
    package init?(of file: [UInt8]) {
        guard let range = Self.range(in: file) else { return nil }
        let parts = String(decoding: file[range], as: UTF8.self).split(separator: "-")
        guard parts.count == 3, let revision = Int(parts[0]), let graph = Digest(hex: parts[1]), let body = Digest(hex: parts[2]) else {
            return nil
        }
        (self.revision, self.graph, self.body) = (revision, graph, body)
    }

    /// Digest of a file with the mark's attribute empty.
    static func body(of file: [UInt8]) -> Digest {
        let range = range(in: file) ?? 0..<0
        var digest = Digest()
        digest.add(file[..<range.lowerBound].lazy.filter { $0 != 0x0D })
        digest.add(file[range.upperBound...].lazy.filter { $0 != 0x0D })
        return digest
    }

    /// A drawing with its mark.
    static func marked(_ svg: [UInt8], graph: Digest) -> [UInt8] {
        guard let root = svg[...].position(of: "<svg ") else { return svg }
        let start = root + 5
        let empty = svg[..<start] + Array("\(attribute)\" ".utf8) + svg[start...]
        let mark = "\(revision)-\(graph)-\(body(of: Array(empty)))"
        return svg[..<start] + Array("\(attribute)\(mark)\" ".utf8) + svg[start...]
    }

    /// Where the attribute's value stands: in the root, which comes first.
    private static func range(in file: [UInt8]) -> Range<Int>? {
        guard let root = file.prefix(4096).position(of: "<svg "), let end = file[root...].prefix(4096).firstIndex(of: UInt8(ascii: ">")),
            let start = file[root..<end].position(of: attribute).map({ $0 + attribute.utf8.count }),
            let close = file[start..<end].firstIndex(of: UInt8(ascii: "\""))
        else { return nil }
        return start..<close
    }
}
