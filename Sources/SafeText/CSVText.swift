/// One field of a CSV row (RFC 4180), always in quotation marks where it holds more than plain text; no spreadsheet takes it for a formula.
package struct CSVText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        var visible = VisibleText.of(untrusted)
        if let first = visible.first, "=+-@".contains(first) { visible = "'" + visible }
        let needsQuotes = visible.contains { $0 == "," || $0 == "\"" || $0 == " " }
        text = needsQuotes ? "\"" + visible.replacing("\"", with: "\"\"") + "\"" : visible
    }
}
