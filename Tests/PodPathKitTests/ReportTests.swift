import Foundation
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("What programs read (docs/interface.md)")
struct ReportTests {
    private let result = Resolved(
        Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "serviceName: db\n  replicas: 1")
            + Manifest.service("db", selector: "app: db", ports: "{name: pg, port: 5432, targetPort: http}", spec: "clusterIP: None")
            + Manifest.service("web"))

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func inspect() throws {
        let json = try object(InspectReport(result.cluster, FigureRequest(), result.findings).json)
        #expect(json["schema"] as? String == "podpath/v1")
        let workload = try #require((json["workloads"] as? [[String: Any]])?.first)
        let pod = try #require((workload["pods"] as? [[String: Any]])?.first)
        #expect(pod["name"] as? String == "db-0")
        #expect(pod["fqdn"] as? String == "db-0.db.default.svc.cluster.local")
        #expect(pod["illustrative"] as? Bool == true)
        let service = try #require((json["services"] as? [[String: Any]])?.first)
        #expect(service["headless"] as? Bool == true)
        #expect((service["clusterIPs"] as? [Any])?.isEmpty == true)
        #expect(service["targets"] as? [String] == ["default/db[StatefulSet]"])
        let port = try #require((service["ports"] as? [[String: Any]])?.first)
        #expect(port["targetPort"] as? String == "http")
        #expect(port["nodePort"] is NSNull)
        let endpoint = try #require((service["endpoints"] as? [[String: Any]])?.first)
        #expect(endpoint["pod"] as? String == "default/db-0")
        #expect(endpoint["hostname"] as? String == "db-0")
        #expect(((endpoint["ports"] as? [[String: Any]])?.first)?["port"] as? Int == 8080)
        let diagnostic = try #require((json["diagnostics"] as? [[String: Any]])?.first)
        #expect(diagnostic["identifier"] as? String == "selector-matches-nothing")
        #expect((diagnostic["location"] as? [String: Any])?["field"] as? String == "spec.selector")
    }

    @Test("Keys are sorted")
    func sortedKeys() {
        let text = InspectReport(result.cluster, FigureRequest(), []).json
        let keys = ["\"diagnostics\"", "\"schema\"", "\"services\"", "\"workloads\""].compactMap { text.firstRange(of: $0)?.lowerBound }
        #expect(keys.count == 4 && keys == keys.sorted())
    }

    @Test func github() {
        let text = CheckReport.github(result.findings)
        #expect(text.hasPrefix("::warning file=test.yaml,line="))
        #expect(text.contains("title=selector-matches-nothing::"))
        let hostile = Diagnostic(.error, "x", "a\n::set-output name=x::%0A", at: SourceLocation(file: "a,b:c.yaml", line: 1, column: 1))
        #expect(CheckReport.github([hostile]) == "::error file=a%2Cb%3Ac.yaml,line=1,col=1,title=x::a\\u{a}::set-output name=x::%250A\n")
    }

    @Test("In an annotation each note is a line of its own, with its place: sentences are not run together")
    func githubNotes() {
        let place = SourceLocation(file: "a%.yaml", line: 7, column: 3)
        let finding = Diagnostic(
            .warning, "x", "It is so.", at: place, notes: [.init("the other\none", at: place), .init("no place")])
        #expect(
            CheckReport.github([finding])
                == "::warning file=a%25.yaml,line=7,col=3,title=x::It is so.%0Aa%25.yaml:7: the other\\u{a}one%0Ano place\n")
    }

    @Test func sarif() throws {
        let json = try object(CheckReport.sarif(result.findings, version: "1"))
        #expect(json["version"] as? String == "2.1.0")
        let run = try #require((json["runs"] as? [[String: Any]])?.first)
        let first = try #require((run["results"] as? [[String: Any]])?.first)
        #expect(first["ruleId"] as? String == "selector-matches-nothing")
        #expect(first["level"] as? String == "warning")
    }

    @Test("No message shows what a URL holds before its @")
    func credentials() {
        let source = SourceFile(
            path: "a.yaml",
            text:
                "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, env: [{name: X_URL, value: \"http://u:hunter2@cort:80/\"}]}]}\n"
        )
        let shown = DiagnosticText(sources: [source], usesColour: false).text(Resolved(files: [source]).findings)
        #expect(shown.contains("call-service-not-found") && shown.contains("cort:80/"))
        #expect(!shown.contains("hunter2"))
    }

    @Test("The line with a caret; no line of a Secret")
    func excerpt() {
        let yaml = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n  - port: 99999\n"
        let source = SourceFile(path: "a.yaml", text: yaml)
        let text = DiagnosticText(sources: [source], usesColour: false).text(Resolved(files: [source]).findings)
        #expect(text.contains("a.yaml:6:11: error: "))
        #expect(text.contains("  - port: 99999"))
        let secret = SourceFile(path: "s.yaml", text: "apiVersion: v1\nkind: Secret\nstringData: {password: hunter2, password: hunter2}\n")
        let shown = DiagnosticText(sources: [secret], usesColour: false).text(Resolved(files: [secret]).findings)
        #expect(shown.contains("duplicate-key"))
        #expect(!shown.contains("hunter2"))
    }
}
