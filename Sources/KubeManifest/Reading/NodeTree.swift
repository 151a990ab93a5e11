/// The nodes of one document in one array, parents before children, and the scalars' text in another.
///
/// A subtree is a run of records; `next` is where the run ends. Nothing is a `String` until somebody asks: this is
/// what keeps reading within twice the cost of libyaml's own scan.
///
/// A pointer, not an object: nodes are handed around so often while fields are read that counting references to their
/// tree would cost as much as the reading. Whoever makes a tree frees it; nodes are valid until then.
package struct NodeTree {
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
        /// One bit for a literal block, two for the kind, the text's length in bytes in the lower ones.
        var kindAndLength: UInt32
        var line: UInt32
        var column: UInt32

        var kind: Kind { Kind(rawValue: kindAndLength >> 29 & 3) ?? .quoted }
        var length: Int { Int(kindAndLength & 0x1FFF_FFFF) }
        /// A scalar after `|`: each of its lines is a line of the file.
        var isLiteral: Bool { kindAndLength >> 31 == 1 }
        var mark: Mark { Mark(line: line, column: column) }
    }

    private struct State {
        var records: UnsafeMutablePointer<Record>
        var count = 0
        var capacity: Int
        var text: UnsafeMutablePointer<UInt8>
        var textCount = 0
        var textCapacity: Int
    }

    private let state: UnsafeMutablePointer<State>

    package init() {
        state = .allocate(capacity: 1)
        state.initialize(
            to: State(
                records: .allocate(capacity: 1024), capacity: 1024, text: .allocate(capacity: 8192), textCapacity: 8192))
    }

    package func free() {
        state.pointee.records.deallocate()
        state.pointee.text.deallocate()
        state.deallocate()
    }

    var count: Int { state.pointee.count }

    func record(_ index: Int) -> Record {
        precondition(index >= 0 && index < state.pointee.count)
        return state.pointee.records[index]
    }

    /// Keeps the memory for the next document.
    func removeAll() {
        state.pointee.count = 0
        state.pointee.textCount = 0
    }

    func addScalar(_ bytes: UnsafeBufferPointer<UInt8>, kind: Kind, isLiteral: Bool = false, at mark: Mark) {
        let offset = state.pointee.textCount
        reserveText(bytes.count)
        if let start = bytes.baseAddress { (state.pointee.text + offset).update(from: start, count: bytes.count) }
        state.pointee.textCount += bytes.count
        add(kind, isLiteral: isLiteral, offset: UInt32(truncatingIfNeeded: offset), length: bytes.count, at: mark)
    }

    /// Opens a mapping or sequence and returns its index for `close`.
    func open(_ kind: Kind, at mark: Mark) -> Int {
        add(kind, offset: 0, length: 0, at: mark)
        return count - 1
    }

    func close(_ index: Int) {
        precondition(index < count)
        state.pointee.records[index].next = UInt32(truncatingIfNeeded: count)
    }

    /// Appends a copy of a finished subtree: what an alias stands for. The copy keeps the places of the original.
    func copySubtree(at index: Int) {
        let end = Int(record(index).next)
        let shift = UInt32(truncatingIfNeeded: count - index)
        for source in index..<end {
            var copy = record(source)
            copy.next += shift
            append(copy)
        }
    }

    /// Bytes of the scalars of a finished subtree.
    func textBytes(of index: Int) -> Int {
        (index..<Int(record(index).next)).reduce(0) { $0 + record($1).length }
    }

    /// Moves the subtree at `copy`, the last of the tree, to where `index` begins, over what stood between.
    func replace(from index: Int, with copy: Int) {
        let shift = UInt32(truncatingIfNeeded: copy - index)
        let length = count - copy
        for step in 0..<length {
            var moved = record(copy + step)
            moved.next -= shift
            state.pointee.records[index + step] = moved
        }
        state.pointee.count = index + length
    }

    /// The text of a scalar; valid within `body` only.
    @inline(__always)
    func bytes<R>(of record: Record, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        body(UnsafeBufferPointer(start: state.pointee.text + Int(record.offset), count: record.length))
    }

    func sameText(_ a: Int, _ b: Int) -> Bool {
        let left = record(a), right = record(b)
        guard left.length == right.length else { return false }
        return bytes(of: left) { l in
            bytes(of: right) { r in
                for step in 0..<l.count where l[step] != r[step] { return false }
                return true
            }
        }
    }

    private func add(_ kind: Kind, isLiteral: Bool = false, offset: UInt32, length: Int, at mark: Mark) {
        append(
            Record(
                next: UInt32(truncatingIfNeeded: count + 1), offset: offset,
                kindAndLength: (isLiteral ? 1 << 31 : 0) | kind.rawValue << 29 | UInt32(truncatingIfNeeded: length) & 0x1FFF_FFFF,
                line: mark.line, column: mark.column))
    }

    private func append(_ record: Record) {
        if state.pointee.count == state.pointee.capacity {
            let grown = UnsafeMutablePointer<Record>.allocate(capacity: state.pointee.capacity * 2)
            grown.moveInitialize(from: state.pointee.records, count: state.pointee.count)
            state.pointee.records.deallocate()
            state.pointee.records = grown
            state.pointee.capacity *= 2
        }
        (state.pointee.records + state.pointee.count).initialize(to: record)
        state.pointee.count += 1
    }

    private func reserveText(_ more: Int) {
        let needed = state.pointee.textCount + more
        guard needed > state.pointee.textCapacity else { return }
        let capacity = max(needed, state.pointee.textCapacity * 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        grown.update(from: state.pointee.text, count: state.pointee.textCount)
        state.pointee.text.deallocate()
        state.pointee.text = grown
        state.pointee.textCapacity = capacity
    }
}
