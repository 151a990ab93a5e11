/// Text between the tags of an HTML page, or within an attribute's quotation marks: it reads as what it is and does nothing.
///
/// Not for `<script>`, `<style>`, comments or attributes that hold code or an address: no manifest's text goes there.
package struct HTMLText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        text = MarkupCharacters.escaped(untrusted)
    }
}
