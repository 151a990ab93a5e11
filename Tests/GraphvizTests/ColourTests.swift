import Testing

@testable import Graphviz

@Suite("Colours: what a user may name, and contrast by WCAG 2.x")
struct ColourTests {
    @Test(
        "A colour is #rgb, #rrggbb or a known name; anything else is none",
        arguments: [
            ("#FFF", "#ffffff"), ("#1f2328", "#1f2328"), ("Navy", "#000080"), ("#a1b", "#aa11bb"),
        ])
    func known(text: String, hex: String) {
        #expect(CSSColour(text)?.hex == hex)
    }

    @Test(
        "Hostile and near colours are refused",
        arguments: [
            "", "#", "#ff", "#ffff", "#12345g", "#ffffff;", "red;green", "red:0.5", "url(x)", "var(--x)", "rgb(0,0,0)", "currentColor",
            "none\"",
            "\" onload=\"alert(1)", "transparent", "#fffffff", " #fff", "#fff\u{0}", "＃fff", "#ｆｆｆ", "ſilver",
        ])
    func refused(text: String) {
        #expect(CSSColour(text) == nil)
    }

    @Test("Contrast, against published values: black 21, #767676 4.54 and #777777 4.48 on white")
    func contrast() throws {
        let white = try #require(CSSColour("#ffffff"))
        for (hex, ratio) in [("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48), ("#0000ff", 8.59)] {
            let value = try #require(CSSColour(hex)).contrast(to: white)
            #expect(abs(value - ratio) < 0.01, "\(hex) \(value)")
        }
    }
}
