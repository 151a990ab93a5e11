/// How references to variables become text.
enum Expansion {
    enum Form {
        /// `$(NAME)`, as the kubelet replaces it in `value`, `command` and `args`; `$$(NAME)` is left as `$(NAME)`, an unknown name as it is.
        case kubernetes
        /// `$NAME` and `${NAME}`, as a shell replaces them; unknown names stay.
        case shell
    }

    /// `$(cat /var/run/secrets/…/namespace)`: the file that tells every container its namespace.
    static func namespace(_ text: String, _ namespace: String) -> String {
        guard text.utf8.contains(dollar) else { return text }
        return text.replacing("$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace)", with: namespace)
    }

    /// - Parameter room: how many bytes longer than the text the result may be.
    /// - Returns: the result, and by how many bytes it is longer; nil where it would be longer than that.
    static func expanded(
        _ text: String, _ form: Form, room: Int, _ value: (_ name: String) -> String?
    ) -> (text: String, added: Int)? {
        guard text.utf8.contains(dollar) else { return (text, 0) }
        let bytes = Array(text.utf8)
        // A text of nothing but `$(` is not searched to its end for each.
        let lastClose = bytes.lastIndex(of: UInt8(ascii: ")")) ?? 0
        var result: [UInt8] = []
        var position = 0
        while let found = bytes[position...].firstIndex(of: dollar) {
            result += bytes[position..<found]
            let reference = form == .kubernetes ? kubernetes(bytes, found, lastClose) : shell(bytes, found)
            switch reference {
            case .text(let end):
                result.append(dollar)
                position = end
            case .name(let name, let end):
                if let value = value(String(decoding: bytes[name], as: UTF8.self)) {
                    result += value.utf8
                    position = end
                } else if form == .kubernetes {
                    result += bytes[found..<end]
                    position = end
                } else {
                    result.append(dollar)
                    position = found + 1
                }
            }
            if result.count - bytes.count > room { return nil }
        }
        result += bytes[position...]
        guard result.count - bytes.count <= room else { return nil }
        return (String(decoding: result, as: UTF8.self), result.count - bytes.count)
    }

    private static let dollar = UInt8(ascii: "$")

    private enum Reference {
        /// A `$` that stands for itself, up to `end`.
        case text(end: Int)
        case name(Range<Int>, end: Int)
    }

    private static func kubernetes(_ bytes: [UInt8], _ found: Int, _ lastClose: Int) -> Reference {
        let next = found + 1
        guard next < bytes.count else { return .text(end: next) }
        if bytes[next] == dollar { return .text(end: next + 1) }
        guard bytes[next] == UInt8(ascii: "("), next < lastClose, let close = bytes[next...].firstIndex(of: UInt8(ascii: ")")) else {
            return .text(end: next)
        }
        return .name(next + 1..<close, end: close + 1)
    }

    private static func shell(_ bytes: [UInt8], _ found: Int) -> Reference {
        let isBraced = found + 1 < bytes.count && bytes[found + 1] == UInt8(ascii: "{")
        let start = isBraced ? found + 2 : found + 1
        let end = bytes[start...].firstIndex { !isOfName($0) } ?? bytes.count
        if !isBraced { return .name(start..<end, end: end) }
        return end < bytes.count && bytes[end] == UInt8(ascii: "}") ? .name(start..<end, end: end + 1) : .text(end: found + 1)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return byte == UInt8(ascii: "_") || lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
            || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
