/// A place in a line of Markdown, with the column that tabs lead to (CommonMark 0.31, 2.2: tab stops of four).
struct LineCursor {
    let bytes: ArraySlice<UInt8>
    /// The next byte; a tab of which a part was taken is still the next one.
    private(set) var offset: Int
    private var column = 0

    init(_ bytes: ArraySlice<UInt8>) { (self.bytes, offset) = (bytes, bytes.startIndex) }

    /// The columns of white space before the next character, and where that stands.
    var indent: (columns: Int, start: Int) {
        var here = column, position = offset
        while position < bytes.endIndex {
            if bytes[position] == 0x20 { here += 1 } else if bytes[position] == 0x09 { here += 4 - here % 4 } else { break }
            position += 1
        }
        return (here - column, position)
    }

    var isBlank: Bool { indent.start == bytes.endIndex }

    /// The character after the white space; nil at the end.
    var next: UInt8? { indent.start < bytes.endIndex ? bytes[indent.start] : nil }

    /// What stands after the white space.
    var rest: ArraySlice<UInt8> { bytes[indent.start...] }

    /// Passes so many columns, or fewer at the end; a part of a tab counts as blanks.
    mutating func advance(columns: Int) {
        var left = columns
        while left > 0, offset < bytes.endIndex {
            let width = bytes[offset] == 0x09 ? 4 - column % 4 : 1
            if width <= left { offset += 1 }
            column += min(width, left)
            left -= width
        }
    }

    /// Passes the white space and so many characters behind it.
    mutating func pass(_ count: Int) { advance(columns: indent.columns + count) }
}
