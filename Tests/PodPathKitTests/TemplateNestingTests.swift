import Testing

@testable import PodPathKit

@Suite("How deep templates of a user's own may go")
struct TemplateNestingTests {
    private func error(_ own: [String: String]) -> RenderError? {
        do throws(RenderError) {
            _ = try TemplateLibrary(own: own)
            return nil
        } catch {
            return error
        }
    }

    @Test("A template that stands in itself, at once or by way of another, is an error at its tag")
    func circles() {
        let itself = error(["page": "a\n{{> page}}"])
        #expect(itself?.location?.line == 2 && itself?.location?.file == "page.mustache")
        #expect(error(["page": "{{> service}}", "service": "{{#a}}{{> page}}{{/a}}"]) != nil)
        #expect(error(["page": "{{< service}}{{$a}}x{{/a}}{{/service}}", "service": "{{> page}}"]) != nil)
        #expect(error(["page": "{{=<% %>=}}\n<%> page%>"]) != nil)
        // A template may stand twice in another.
        #expect(error(["page": "{{> service}}{{> service}}", "service": "x"]) == nil)
    }

    @Test("Thousands of sections in each other, and templates that double, are errors; neighbours are not")
    func depth() {
        let deep = String(repeating: "{{#a}}", count: 5_000) + String(repeating: "{{/a}}", count: 5_000)
        #expect(error(["page": deep])?.message.contains("100 sections") == true)
        #expect(error(["page": String(repeating: "{{#a}}x{{/a}}", count: 5_000)]) == nil)
        let names = ["page", "service", "figure", "names", "path", "pods"]
        let doubling = zip(names, names.dropFirst()).map { ($0, String(repeating: "{{> \($1)}}", count: 10)) }
        #expect(error(Dictionary(doubling, uniquingKeysWith: { $1 }))?.message.contains("10000 templates") == true)
    }
}
