import Foundation
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// What Tests/Schemas/run asks check-jsonschema, asked of podpath itself: both take and refuse the same files.
@Suite("integrations/podpath.schema.json says what podpath says of podpath.yaml")
struct ProjectSchemaTests {
    private static func files(_ kind: String) -> [String] {
        let folder = "Tests/Fixtures/projects/\(kind)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(Project.root)/\(folder)")) ?? []
        return names.map { "\(folder)/\($0)" }.sorted()
    }

    private static func findings(_ text: String) -> [Diagnostic] {
        var diagnostics = Diagnostics()
        _ = ProjectFile.read(SourceFile(path: "podpath.yaml", text: text), &diagnostics)
        return diagnostics.all
    }

    @Test("Good ones", arguments: files("good") + ["podpath.yaml"])
    func good(file: String) { #expect(Self.findings(Project.text(file)).isEmpty) }

    @Test("Bad ones", arguments: files("bad"))
    func bad(file: String) { #expect(Self.findings(Project.text(file)).contains { $0.severity == .error }) }

    @Test("The keys, and the words of each, are podpath's own")
    func keys() throws {
        let schema = try #require(
            JSONSerialization.jsonObject(with: Data(Project.text("integrations/podpath.schema.json").utf8)) as? [String: Any])
        let root = try #require(schema["properties"] as? [String: Any])
        func properties(_ key: String) -> [String: Any] { (root[key] as? [String: Any])?["properties"] as? [String: Any] ?? [:] }
        func words(_ value: Any?) -> Set<String> { Set(((value as? [String: Any])?["enum"] as? [Any] ?? []).compactMap { $0 as? String }) }
        #expect(Set(root.keys) == Self.known("\u{1F642}: 1"))
        #expect(Set(properties("looks").keys) == Self.known("looks: {\u{1F642}: 1}"))
        #expect(Set(properties("figures").keys) == Self.known("figures: {\u{1F642}: 1}"))
        #expect(words(root["markup"]) == Set(FigureMarkup.allCases.map(\.rawValue)))
        #expect(words(properties("looks")["theme"]) == Set(FigureLook.Theme.allCases.map(\.rawValue)))
        #expect(words(properties("looks")["direction"]) == Set(FigureLook.Direction.allCases.map(\.rawValue)))
        let items = (properties("looks")["hide"] as? [String: Any])?["items"]
        #expect(words(items) == Set(FigureLook.Part.allCases.map(\.rawValue)))
        let grounds = (properties("looks")["background"] as? [String: Any])?["anyOf"] as? [Any]
        #expect(words(grounds?.last) == Set(FigureLook.Background.names + ["none"]))
    }

    /// The keys that the message for an unknown one lists.
    private static func known(_ text: String) -> Set<String> {
        let message = findings(text).first?.message ?? ""
        guard let list = message.split(separator: "Known are: ").dropFirst().first else { return [] }
        return Set(list.dropLast().split(separator: ", ").map(String.init))
    }
}
