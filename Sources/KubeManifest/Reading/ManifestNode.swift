/// A node of a document: a mapping, a sequence or a scalar, with its place.
///
/// Valid while its document is being read.
package struct ManifestNode {
    let tree: NodeTree
    let index: Int

    package init(tree: NodeTree, index: Int) {
        self.tree = tree
        self.index = index
    }

    private var record: NodeTree.Record { tree.record(index) }
    package var kind: NodeTree.Kind { record.kind }
    package var mark: Mark { record.mark }
    package var isMapping: Bool { kind == .mapping }
    package var isSequence: Bool { kind == .sequence }
    package var isScalar: Bool { kind == .plain || kind == .quoted }

    /// The scalar's text as written, escapes resolved; empty for collections.
    package var text: String {
        tree.bytes(of: record) { String(decoding: $0, as: UTF8.self) }
    }

    /// A scalar after `|`: its first line stands on the line below its mark.
    package var isLiteral: Bool { record.isLiteral }

    /// What the spelling of a plain scalar means (YAML 1.1 as kubectl reads it); a quoted one is a string.
    package var scalarType: ScalarType {
        guard kind == .plain else { return .string }
        return tree.bytes(of: record) { ScalarType(plain: $0) }
    }

    package var isNull: Bool { kind == .plain && scalarType == .null }

    /// The value of a key, nil where the key is absent. The first of two equal keys counts; the reader reports the second.
    package subscript(key: StaticString) -> ManifestNode? {
        guard isMapping else { return nil }
        let end = Int(record.next)
        var child = index + 1
        while child < end {
            let value = child + 1
            if tree.record(child).length == key.utf8CodeUnitCount, matches(child, key) {
                return ManifestNode(tree: tree, index: value)
            }
            child = Int(tree.record(value).next)
        }
        return nil
    }

    /// Whether the scalar's text is exactly this.
    package func isText(_ text: StaticString) -> Bool {
        record.length == text.utf8CodeUnitCount && isScalar && matches(index, text)
    }

    package func isText(_ text: [UInt8]) -> Bool {
        record.length == text.count && isScalar && tree.bytes(of: record) { $0.elementsEqual(text) }
    }

    private func matches(_ child: Int, _ key: StaticString) -> Bool {
        tree.bytes(of: tree.record(child)) { bytes in
            for step in 0..<bytes.count where bytes[step] != key.utf8Start[step] { return false }
            return true
        }
    }

    package var elements: Children { Children(tree: tree, position: index + 1, end: isSequence ? Int(record.next) : 0) }
    package var entries: Entries { Entries(tree: tree, position: index + 1, end: isMapping ? Int(record.next) : 0) }

    package struct Children: Sequence, IteratorProtocol {
        let tree: NodeTree
        var position: Int
        let end: Int

        package mutating func next() -> ManifestNode? {
            guard position < end else { return nil }
            defer { position = Int(tree.record(position).next) }
            return ManifestNode(tree: tree, index: position)
        }
    }

    package struct Entries: Sequence, IteratorProtocol {
        let tree: NodeTree
        var position: Int
        let end: Int

        package mutating func next() -> (key: ManifestNode, value: ManifestNode)? {
            guard position < end else { return nil }
            let value = position + 1
            defer { position = Int(tree.record(value).next) }
            return (ManifestNode(tree: tree, index: position), ManifestNode(tree: tree, index: value))
        }
    }

    /// The way from `self` down to a node within it, as Kubernetes writes field paths: `spec.ports[0].targetPort`.
    ///
    /// Found by walking down again, so that reading costs nothing for paths that nobody asks for.
    package func path(to target: ManifestNode) -> String {
        var path = ""
        var node = self
        while node.index < target.index {
            if node.isMapping, let entry = node.entries.first(where: { target.index < Int($0.value.record.next) }) {
                path += Self.component(entry.key.text, first: path.isEmpty)
                if target.index == entry.key.index { break }
                node = entry.value
            } else if node.isSequence,
                let (position, child) = node.elements.enumerated().first(where: {
                    target.index < Int($0.element.record.next)
                })
            {
                path += "[\(position)]"
                node = child
            } else {
                break
            }
        }
        return path
    }

    /// A key that holds dots or other marks is put in brackets, as kubectl's JSONPath does: `labels['app.kubernetes.io/name']`.
    package static func component(_ key: String, first: Bool) -> String {
        let plain = key.utf8.allSatisfy {
            $0 == 0x2D || $0 == 0x5F || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39
        }
        if plain && !key.isEmpty { return first ? key : ".\(key)" }
        return "['\(key)']"
    }
}
