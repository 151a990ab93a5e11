/// The standard library's `joined` is not compiled for arrays: the first call of each kind asks the runtime for types by name,
/// which reads all conformances of the program, a fortieth of a small figure's time.
extension Array where Element == String {
    package func joined(separator: String = "") -> String { self[...].joined(separator: separator) }
}

extension ArraySlice where Element == String {
    package func joined(separator: String = "") -> String {
        var text = ""
        var isFirst = true
        for part in self {
            if !isFirst { text += separator }
            text += part
            isFirst = false
        }
        return text
    }
}
