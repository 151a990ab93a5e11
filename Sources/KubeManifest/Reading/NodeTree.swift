/// The nodes of one document in one array, parents before children, and the scalars' text in another.
///
/// A subtree is a run of records; `next` is where the run ends. Nothing is a `String` until somebody asks: this is
/// what keeps reading within twice the cost of libyaml's own scan.
package final class NodeTree {
    package enum Kind: UInt32 {
        /// An unquoted scalar, whose type its spelling decides.
        case plain = 0
        /// A quoted or block scalar: always a string.
        case quoted = 1
        case mapping = 2
        case sequence = 3
    }

    struct Record {
        /// Index after the last record of this subtree.
        var next: UInt32
        /// Where the scalar's text begins.
        var offset: UInt32
        /// Kind in the upper three bits, the text's length in bytes in the lower ones.
        var kindAndLength: UInt32
        var line: UInt32
        var column: UInt32

        var kind: Kind { Kind(rawValue: kindAndLength >> 29) ?? .quoted }
        var length: Int { Int(kindAndLength & 0x1FFF_FFFF) }
        var mark: Mark { Mark(line: line, column: column) }
    }

    private(set) var records: [Record] = []
    private(set) var text: [UInt8] = []

    package init() {}

    var count: Int { records.count }

    /// Keeps the memory for the next document.
    func removeAll() {
        records.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }

    func addScalar(_ bytes: UnsafeBufferPointer<UInt8>, kind: Kind, at mark: Mark) {
        let offset = UInt32(truncatingIfNeeded: text.count)
        text.append(contentsOf: bytes)
        add(kind, offset: offset, length: bytes.count, at: mark)
    }

    /// Opens a mapping or sequence and returns its index for `close`.
    func open(_ kind: Kind, at mark: Mark) -> Int {
        add(kind, offset: 0, length: 0, at: mark)
        return records.count - 1
    }

    func close(_ index: Int) {
        records[index].next = UInt32(truncatingIfNeeded: records.count)
    }

    /// Appends a copy of a finished subtree: what an alias stands for. The copy keeps the places of the original.
    func copySubtree(at index: Int) {
        let end = Int(records[index].next)
        let shift = UInt32(truncatingIfNeeded: records.count - index)
        records.reserveCapacity(records.count + end - index)
        for source in index..<end {
            var record = records[source]
            record.next += shift
            records.append(record)
        }
    }

    /// Moves the subtree at `copy`, the last of the tree, to where `index` begins, over what stood between.
    func replace(from index: Int, with copy: Int) {
        let shift = UInt32(truncatingIfNeeded: copy - index)
        let moved = records[copy...].map { record in
            var record = record
            record.next -= shift
            return record
        }
        records.replaceSubrange(index..., with: moved)
    }

    func bytes<R>(of record: Record, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        text.withUnsafeBufferPointer { all in
            body(UnsafeBufferPointer(rebasing: all[Int(record.offset)..<(Int(record.offset) + record.length)]))
        }
    }

    func sameText(_ a: Int, _ b: Int) -> Bool {
        let left = records[a], right = records[b]
        guard left.length == right.length else { return false }
        return text.withUnsafeBufferPointer { all in
            for step in 0..<left.length where all[Int(left.offset) + step] != all[Int(right.offset) + step] {
                return false
            }
            return true
        }
    }

    private func add(_ kind: Kind, offset: UInt32, length: Int, at mark: Mark) {
        records.append(
            Record(
                next: UInt32(truncatingIfNeeded: records.count + 1), offset: offset,
                kindAndLength: kind.rawValue << 29 | UInt32(truncatingIfNeeded: length) & 0x1FFF_FFFF,
                line: mark.line, column: mark.column))
    }
}
