/// cairo writes the time of the rendering into a PDF; the same input must give the same bytes.
enum PDFDate {
    static func fixed(in bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let key = Array("/CreationDate (D:".utf8)
        var position = 0
        while position + key.count + 14 < bytes.count {
            if bytes[position] == key[0], bytes[position..<(position + key.count)].elementsEqual(key) {
                var digit = position + key.count
                for digitOfDate in "20000101000000".utf8 {
                    bytes[digit] = digitOfDate
                    digit += 1
                }
                // The zone, `+01'00`, has the same length everywhere but for Z.
                while digit < bytes.count, bytes[digit] != 0x29 {
                    bytes[digit] =
                        bytes[digit] == 0x27
                        ? 0x27 : bytes[digit] == 0x2D || bytes[digit] == 0x2B || bytes[digit] == 0x5A ? bytes[digit] : 0x30
                    digit += 1
                }
                return bytes
            }
            position += 1
        }
        return bytes
    }
}
