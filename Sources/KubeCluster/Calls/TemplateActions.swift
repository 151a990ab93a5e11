/// What stands in `{{ }}` is a template's own language, and no text of the file that it makes: no word of it is an address.
enum TemplateActions {
    /// Puts braces in place of it, so that what it makes is seen to be unknown.
    static func blank(_ line: inout [UInt8]) {
        let open = UInt8(ascii: "{"), close = UInt8(ascii: "}")
        var position = 0
        while position + 1 < line.count {
            guard line[position] == open, line[position + 1] == open else {
                position += 1
                continue
            }
            var end = position + 2
            while end + 1 < line.count, line[end] != close || line[end + 1] != close { end += 1 }
            // One that does not end on this line goes on to the next.
            let stop = end + 1 < line.count ? end : line.count
            for index in (position + 2)..<stop { line[index] = close }
            position = stop
        }
    }
}
