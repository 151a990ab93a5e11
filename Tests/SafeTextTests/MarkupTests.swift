import SafeText
import Testing

@Suite("Untrusted text stays text in each language")
struct MarkupTests {
    @Test func xml() {
        #expect(XMLText("<a href='x'>&\"").text == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;")
    }

    @Test func html() {
        #expect(
            HTMLText("</script><img src=x onerror='a()'>&\"\u{2028}\u{202E}").text
                == "&lt;/script&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;&amp;&quot;\\u{2028}\\u{202e}")
    }

    @Test func dotString() {
        // libgvc would expand `\N`, decode `&lt;` and end at `"`.
        #expect(DOTString("\\N &lt; \"x\" \\").text == "\\\\N &amp;lt; \\\"x\\\" \\\\")
    }

    @Test func htmlLikeLabel() {
        #expect(DOTHTMLText("</TD> & ]]>").text == "&lt;/TD&gt; &amp; &#93;&#93;&gt;")
    }

    @Test(arguments: [
        ("**bold**", "&#42;&#42;bold&#42;&#42;"), ("[x](javascript:y)", "&#91;x&#93;\u{2060}(javascript:y)"), ("<b>", "&lt;b&gt;"),
        ("a | b", "a &#124; b"), ("`code`", "&#96;code&#96;"), ("# no heading", "&#35; no heading"), ("- no list", "&#45; no list"),
        ("1. no list", "1&#46; no list"), ("http://x.test", "http&#58;//x.test"), ("www.x.test", "&#119;ww.x.test"),
        ("me@x.test", "me&#64;x.test"), ("~~gone~~", "&#126;&#126;gone&#126;&#126;"), ("_em_", "&#95;em&#95;"),
        ("spec.ports[0]", "spec.ports&#91;0&#93;"),
    ])
    func markdown(untrusted: String, escaped: String) {
        #expect(MarkdownText(untrusted).text == escaped)
    }

    @Test(arguments: ["my_label", "app=web", "~10.244.0.7", "10.96.0.1", "a-b", "C#"])
    func ordinaryTextReadsAsItIs(text: String) {
        #expect(MarkdownText(text).text == text)
    }

    @Test func markdownCode() {
        #expect(MarkdownCode("spec.selector").text == "`spec.selector`")
        // A table's cell ends at a bar, also within a code span.
        #expect(MarkdownCode("a`b|c").text == "a&#96;b&#124;c")
        // CommonMark 6.1: a longer fence, and a blank beside a backtick at the end.
        #expect(MarkdownCode("a`b").text == "``a`b``")
        #expect(MarkdownCode("`a``").text == "``` `a`` ```")
        #expect(MarkdownCode("").text == "")
    }

    /// Jekyll, Hugo, mdBook, MkDocs, MDX and kramdown expand these before Markdown is read, in code spans too.
    @Test(arguments: [
        "{{ site.secret }}", "{% include x %}", "{{< param secret >}}", "{{#include x}}", "--8<-- \"x\"", "{#id}", "{/* x */}", "{! x !}",
        "{: .x}", "${x}", "[[x]]", "](x)", "{{{x}}}",
    ])
    func siteGenerators(active: String) {
        let pairs = ["{{", "{%", "{#", "{<", "{/", "{!", "{:", "${", "8<", "](", "[["]
        // Formatters such as mdformat undo entities: what a reader sees must not hold a pair either.
        let texts = [MarkdownText(active).text, MarkdownCode(active).text].flatMap { [$0, Self.withoutEntities($0)] }
        for text in texts { #expect(!pairs.contains { text.contains($0) }, "\(text)") }
        for text in [XMLText(active).text, HTMLText(active).text] {
            #expect(!["{{", "{%", "{#"].contains { text.contains($0) }, "\(text)")
        }
    }

    private static func withoutEntities(_ text: String) -> String {
        text.replacing(#/&#(\d+);/#) { match in UInt32(match.1).flatMap(Unicode.Scalar.init).map { String($0) } ?? "" }.replacing(
            "&lt;", with: "<")
    }

    @Test("A container does not begin where a line begins with foreign text", arguments: ["::: note", "!!! note", "??? note"])
    func containers(text: String) {
        let first = Self.withoutEntities(MarkdownText(text).text).prefix(3)
        #expect(Set(first).count > 1)
    }

    @Test func mermaid() {
        #expect(MermaidText("\"]; click A call x()").text == "#34;#93;#59; click A call x()")
        #expect(MermaidText("%%{init}%%").text == "#37;#37;#123;init#125;#37;#37;")
    }

    @Test func json() {
        #expect(JSONText("a\"\\\n\u{1B}\u{2028}é").text == "\"a\\\"\\\\\\n\\u001b\\u2028é\"")
    }
}
