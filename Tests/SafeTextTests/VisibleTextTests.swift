import SafeText
import Testing

@Suite("What would act on its reader becomes visible")
struct VisibleTextTests {
    @Test(arguments: [
        ("\u{1B}[31mred", "\\u{1b}[31mred"), ("a\rb", "a\\u{d}b"), ("two\nlines", "two\\u{a}lines"), ("\u{9B}31m", "\\u{9b}31m"),
        ("a\u{0}b", "a\\u{0}b"), ("\u{202E}txt.exe", "\\u{202e}txt.exe"), ("in\u{200B}visible", "in\\u{200b}visible"),
        ("\u{FEFF}bom", "\\u{feff}bom"), ("\u{E0041}tag", "\\u{e0041}tag"), ("\u{FFFE}", "\\u{fffe}"), ("\u{2028}", "\\u{2028}"),
    ])
    func hidden(untrusted: String, shown: String) {
        #expect(TerminalText(untrusted).text == shown)
    }

    @Test(arguments: ["web", "Größe", "שלום", "👩‍💻", "日本語", "a\u{301}"])
    func harmlessTextStays(text: String) {
        #expect(TerminalText(text).text == text)
    }

    @Test func shortening() {
        #expect("abcdef".shortened(to: 4) == "abc…")
        #expect("abcd".shortened(to: 4) == "abcd")
        #expect("web-5d8f-x2kqp".shortenedInside(to: 9) == "web-…2kqp" && "abcd".shortenedInside(to: 4) == "abcd")
        #expect("👩‍💻👩‍💻👩‍💻".shortened(to: 2) == "👩‍💻…")
    }
}
