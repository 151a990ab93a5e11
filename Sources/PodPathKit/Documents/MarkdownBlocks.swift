/// Walks a Markdown document line by line and says what CommonMark's block structure makes of each (CommonMark 0.31, appendix): enough to
/// know what is a comment, what is code and what is a heading. The names of the steps are those of the specification.
struct MarkdownBlocks {
    /// What a line is.
    enum Line: Equatable {
        /// Nothing, code, or a rule.
        case other
        /// Text of a paragraph; whether it is the first line of one.
        case text(isFirst: Bool)
        /// Of which level; an underline makes the paragraph above it one.
        case heading(Int)
        /// A line of a block of HTML, or of an expression of MDX.
        case html(HTMLBlock, isFirst: Bool, isLast: Bool)
    }

    struct Reading {
        let line: Line
        /// Where the line's own text begins, behind containers and white space.
        let start: Int
        /// The quotes and items that it stands in, each a number of its own.
        let containers: [Int]
        /// An item begins on this line.
        let opensItem: Bool
    }

    private struct Container {
        enum Kind { case quote, item(indent: Int) }

        let id: Int
        let kind: Kind
        var isEmpty = true
    }

    private enum Leaf {
        case none, paragraph, code
        case fence(mark: UInt8, count: Int)
        case html(HTMLBlock)
    }

    private let form: DocumentForm
    private var containers: [Container] = []
    private var leaf = Leaf.none
    private var nextID = 0

    init(_ form: DocumentForm) { self.form = form }

    /// A line without its end; they come in order.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> Reading {
        var cursor = LineCursor(bytes)
        let matched = matchContainers(&cursor)
        let isWhole = matched == containers.count
        if isWhole, let line = continued(cursor) { return reading(line, cursor, opensItem: false) }
        // A paragraph goes on without its quotes' and items' marks, unless something else begins.
        var isParagraph = false
        if case .paragraph = leaf { isParagraph = true }
        var opened = false, opensItem = false
        var kept = matched
        while true {
            guard let kind = containerStart(&cursor, interrupts: isParagraph && !opened && kept == containers.count) else { break }
            if !opened { close(to: matched) }
            (opened, isParagraph) = (true, false)
            if case .item = kind { opensItem = true }
            for index in containers.indices { containers[index].isEmpty = false }
            containers.append(Container(id: nextID, kind: kind))
            (nextID, kept) = (nextID + 1, containers.count)
        }
        if cursor.isBlank {
            if !opened { close(to: matched) }
            leaf = .none
            return reading(.other, cursor, opensItem: opensItem)
        }
        let line = leafStart(cursor, isParagraph: isParagraph, isLazy: !isWhole && !opened)
        if !(isParagraph && !isWhole && line == .text(isFirst: false)), !opened { close(to: matched) }
        for index in containers.indices { containers[index].isEmpty = false }
        leaf = leaf(of: line, cursor)
        return reading(line, cursor, opensItem: opensItem)
    }

    /// What follows begins anew, as after an empty line.
    mutating func endParagraph() { leaf = .none }

    private func reading(_ line: Line, _ cursor: LineCursor, opensItem: Bool) -> Reading {
        Reading(line: line, start: cursor.indent.start, containers: containers.map(\.id), opensItem: opensItem)
    }

    // MARK: Containers

    /// How many of the open containers the line belongs to.
    private mutating func matchContainers(_ cursor: inout LineCursor) -> Int {
        for (position, container) in containers.enumerated() {
            let indent = cursor.indent
            switch container.kind {
            case .quote:
                guard indent.columns <= 3, cursor.next == UInt8(ascii: ">") else { return position }
                cursor.pass(1)
                if cursor.indent.columns > 0 { cursor.advance(columns: 1) }
            case .item(let width):
                if cursor.isBlank {
                    if container.isEmpty { return position }
                } else if indent.columns >= width {
                    cursor.advance(columns: width)
                } else {
                    return position
                }
            }
        }
        return containers.count
    }

    /// Closes the containers from this position on, and with them what was open in them.
    private mutating func close(to count: Int) {
        guard count < containers.count else { return }
        containers.removeLast(containers.count - count)
        leaf = .none
    }

    /// A quote or an item that begins here; passes its mark.
    private func containerStart(_ cursor: inout LineCursor, interrupts: Bool) -> Container.Kind? {
        let indent = cursor.indent
        guard indent.columns <= 3 || form == .mdx, let first = cursor.next else { return nil }
        if first == UInt8(ascii: ">") {
            cursor.pass(1)
            if cursor.indent.columns > 0 { cursor.advance(columns: 1) }
            return .quote
        }
        guard !Self.isRule(cursor.rest), let mark = Self.itemMark(cursor.rest, interrupts: interrupts) else { return nil }
        cursor.pass(mark)
        let space = cursor.indent.columns
        // Five blanks and more, or none: the item's text is code, or not there yet.
        let own = cursor.isBlank || space >= 5 ? 1 : space
        cursor.advance(columns: cursor.isBlank ? space : own)
        return .item(indent: indent.columns + mark + own)
    }

    /// The length of `-`, `*`, `+`, `1.` or `1)` before white space; nil where no item begins.
    private static func itemMark(_ rest: ArraySlice<UInt8>, interrupts: Bool) -> Int? {
        var length = 1
        if let first = rest.first, [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*")].contains(first) {
        } else {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...9).contains(digits.count), let end = rest.dropFirst(digits.count).first, [0x2E, 0x29].contains(end) else {
                return nil
            }
            if interrupts, Int(String(decoding: digits, as: UTF8.self)) != 1 { return nil }
            length = digits.count + 1
        }
        let behind = rest.dropFirst(length)
        guard behind.first.map({ $0 == 0x20 || $0 == 0x09 }) ?? true else { return nil }
        if interrupts, behind.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
        return length
    }

    // MARK: Leaves

    /// What the line is within the leaf that is open; nil where it may be something else.
    private mutating func continued(_ cursor: LineCursor) -> Line? {
        let indent = cursor.indent
        switch leaf {
        case .none, .paragraph: return nil
        case .code:
            if cursor.isBlank || indent.columns >= 4 { return .other }
            leaf = .none
            return nil
        case .fence(let mark, let count):
            let marks = cursor.rest.prefix { $0 == mark }.count
            if indent.columns <= 3, marks >= count, cursor.rest.dropFirst(marks).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { leaf = .none }
            return .other
        case .html(let block):
            if block == .untilBlank, cursor.isBlank {
                leaf = .none
                return .other
            }
            let isLast = block.ends(with: cursor.rest)
            if isLast { leaf = .none }
            return .html(block, isFirst: false, isLast: isLast)
        }
    }

    private func leafStart(_ cursor: LineCursor, isParagraph: Bool, isLazy: Bool) -> Line {
        let rest = cursor.rest
        if cursor.indent.columns >= 4, form == .markdown { return isParagraph ? .text(isFirst: false) : .other }
        let hashes = rest.prefix { $0 == UInt8(ascii: "#") }.count
        if (1...6).contains(hashes), rest.dropFirst(hashes).first.map({ $0 == 0x20 || $0 == 0x09 }) ?? true { return .heading(hashes) }
        if Self.fence(rest) != nil { return .other }
        // Behind the first two characters, so that `<!-->` is a whole comment.
        if let block = html(rest, interrupts: isParagraph) {
            return .html(block, isFirst: true, isLast: block.ends(with: rest.dropFirst(2)))
        }
        if isParagraph, !isLazy, let first = rest.first, [UInt8(ascii: "="), UInt8(ascii: "-")].contains(first) {
            let marks = rest.prefix { $0 == first }.count
            if rest.dropFirst(marks).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return .heading(first == UInt8(ascii: "=") ? 1 : 2) }
        }
        return Self.isRule(rest) ? .other : .text(isFirst: !isParagraph)
    }

    private func leaf(of line: Line, _ cursor: LineCursor) -> Leaf {
        switch line {
        case .text: return .paragraph
        case .html(let block, _, let isLast): return isLast ? .none : .html(block)
        case .heading: return .none
        case .other:
            if let fence = Self.fence(cursor.rest), cursor.indent.columns <= 3 || form == .mdx {
                return .fence(mark: fence.mark, count: fence.count)
            }
            return cursor.indent.columns >= 4 && form == .markdown ? .code : .none
        }
    }

    /// A block of HTML; in MDX only an expression, because tags there hold Markdown.
    private func html(_ rest: ArraySlice<UInt8>, interrupts: Bool) -> HTMLBlock? {
        if form == .markdown { return HTMLBlock(rest, interrupts: interrupts) }
        return rest.starts(with: [0x7B, 0x2F, 0x2A]) ? .until(["*/}"]) : nil
    }

    /// Three marks or more; with backticks no other one on the line.
    private static func fence(_ rest: ArraySlice<UInt8>) -> (mark: UInt8, count: Int)? {
        guard let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
        let count = rest.prefix { $0 == mark }.count
        guard count >= 3, mark != UInt8(ascii: "`") || !rest.dropFirst(count).contains(mark) else { return nil }
        return (mark, count)
    }

    /// A thematic break: three or more of one of `*`, `-` and `_`, and blanks.
    private static func isRule(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let mark = rest.first, [UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(mark) else { return false }
        let marks = rest.filter { $0 != 0x20 && $0 != 0x09 }
        return marks.count >= 3 && marks.allSatisfy { $0 == mark }
    }
}
