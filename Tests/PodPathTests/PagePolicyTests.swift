import Foundation
import PodPathIO
import TestSupport
import Testing

@Suite("A page's policy allows its own style sheet and script, and nothing else")
struct PagePolicyTests {
    static let head = "Templates/html/head.html.mustache"

    /// As the policy writes it: `sha256-` and the hash in base 64.
    private func hash(_ path: String) throws -> String {
        let digits = try Run("sha256sum '\(path)' | head -c 64").output
        var bytes: [UInt8] = []
        var rest = digits[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return "sha256-" + Data(bytes).base64EncodedString()
    }

    @Test("The hashes in head.html are those of page.css and page.js (UPDATE_GOLDEN=1 writes them)")
    func hashes() throws {
        let old = Project.text(Self.head)
        let style = try hash("Templates/html/page.css"), script = try hash("Templates/html/page.js")
        let now = old.replacing(/style-src 'sha256-[^']*'/, with: "style-src '\(style)'")
            .replacing(/script-src 'sha256-[^']*'/, with: "script-src '\(script)'")
        #expect(
            now.contains("\"default-src 'none'; style-src '\(style)'; script-src '\(script)'; base-uri 'none'; form-action 'none'\""))
        if System.environment("UPDATE_GOLDEN") == "1", now != old {
            try Data(now.utf8).write(to: URL(fileURLWithPath: "\(Project.root)/\(Self.head)"))
        } else {
            #expect(now == old, "\(Self.head) names other hashes; UPDATE_GOLDEN=1 swift test writes them")
        }
    }

    @Test("The built program's page carries both, unchanged")
    func carried() throws {
        let page = try Run("podpath draw -q -f html samples/my-service").output
        #expect(page.contains("<style>\(Project.text("Templates/html/page.css"))</style>"))
        #expect(page.contains("<script>\(Project.text("Templates/html/page.js"))</script>"))
        let policy = try #require(Project.text(Self.head).firstMatch(of: /content="(default-src[^"]*)"/)?.1)
        #expect(page.contains(policy))
    }
}
