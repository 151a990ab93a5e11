import KubeManifest

/// The lines of a document by their bytes, whatever ends them, and the places in it.
struct DocumentLines {
    let path: String
    let bytes: [UInt8]
    /// Where each line begins, from the first byte on.
    let starts: [Int]

    init(path: String, bytes: [UInt8]) {
        (self.path, self.bytes) = (path, bytes)
        var starts = [0]
        for (position, byte) in bytes.enumerated() {
            let isEnd = byte == 0x0A || byte == 0x0D && !(position + 1 < bytes.count && bytes[position + 1] == 0x0A)
            if isEnd, position + 1 < bytes.count { starts.append(position + 1) }
        }
        self.starts = starts
    }

    /// A line's bytes without its end. A byte order mark is no part of the first.
    func content(_ line: Int) -> Range<Int> {
        var start = starts[line], end = after(line)
        if line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// Where the next line begins.
    func after(_ line: Int) -> Int { line + 1 < starts.count ? starts[line + 1] : bytes.count }

    /// What ends a line: CR LF, LF or CR; nothing at the end of the document.
    func end(_ line: Int) -> ArraySlice<UInt8> { bytes[content(line).upperBound..<after(line)] }

    /// The line that a byte stands in, from 0.
    func line(of offset: Int) -> Int {
        var low = 0, high = starts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    func location(of offset: Int) -> SourceLocation {
        let line = line(of: offset)
        let before = bytes[content(line).lowerBound..<max(content(line).lowerBound, offset)]
        return SourceLocation(file: path, line: line + 1, column: String(decoding: before, as: UTF8.self).unicodeScalars.count + 1)
    }
}
