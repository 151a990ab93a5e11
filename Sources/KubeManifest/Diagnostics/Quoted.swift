/// Text of a manifest within a message: shortened, on one line, in quotation marks.
///
/// What a terminal would act on is made harmless by the printer (`TerminalText`), not here.
package struct Quoted: CustomStringConvertible {
    package let description: String

    package init(_ text: String, limit: Int = 80) {
        let short = text.count > limit ? text.prefix(limit - 1) + "…" : text[...]
        description = "\"\(short)\""
    }
}

extension Quoted {
    package static func shortened(_ text: String, limit: Int = 80) -> String {
        text.count > limit ? text.prefix(limit - 1) + "…" : text
    }
}
