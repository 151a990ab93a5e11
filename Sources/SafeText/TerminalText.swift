/// One line on a terminal: no control character, no change of direction, nothing invisible.
package struct TerminalText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        text = VisibleText.of(untrusted)
    }
}
