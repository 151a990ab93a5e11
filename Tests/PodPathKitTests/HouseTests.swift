import Foundation
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The lists are what the folders hold")
struct HouseTests {
    private func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: Project.root + "/" + folder)) ?? []).sorted()
    }

    @Test("Each figure kind is a folder in Figures/ with one file …Figure.swift, and one line of the catalogue")
    func kinds() {
        // Boxes/ holds what several kinds draw.
        let folders = names("Sources/PodPathKit/Figures").filter { $0 != "Boxes" }
        for folder in folders {
            #expect(names("Sources/PodPathKit/Figures/" + folder).filter { $0.hasSuffix("Figure.swift") } == ["\(folder)Figure.swift"])
        }
        #expect(folders.count == FigureCatalog.all.count)
        #expect(Set(FigureCatalog.all.map(\.id)).count == FigureCatalog.all.count)
    }

    @Test("Each object kind is declared in a file of Objects/, and is one line of ObjectKind.all")
    func objectKinds() throws {
        var declared: [String] = []
        for file in names("Sources/KubeManifest/Objects") {
            let text = Project.text("Sources/KubeManifest/Objects/" + file)
            for match in text.matches(of: /static let (\w+) = (?:ObjectKind|workload)\(/) { declared.append(String(match.output.1)) }
        }
        let list = Project.text("Sources/KubeManifest/ObjectKind.swift").matches(of: /\n {8}\.(\w+),/).map { String($0.output.1) }
        #expect(list.sorted() == declared.sorted())
        #expect(Set(ObjectKind.all.map(\.name)).count == list.count)
    }

    @Test("Each template file is a template")
    func templates() {
        let folders = ["explanation", "sections", "partials", "html"].flatMap { names("Templates/" + $0) }
        let files = folders.filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(".mustache".count)) }
        #expect(files.sorted() == TemplateLibrary.names)
    }

    @Test("Each diagnostic has a heading in docs/diagnostics.md, and each heading a diagnostic")
    func diagnostics() throws {
        let headings = Project.text("docs/diagnostics.md").split(separator: "\n").filter { $0.hasPrefix("### ") }.map {
            String($0.dropFirst(4))
        }
        var emitted: Set<String> = []
        let sources = try #require(FileManager.default.enumerator(atPath: Project.root + "/Sources"))
        for case let path as String in sources where path.hasSuffix(".swift") {
            let text = Project.text("Sources/" + path)
            for match in text.matches(of: /(?:\.error|\.warning|\.note),\s*"([a-z0-9-]+)"/) { emitted.insert(String(match.output.1)) }
            let passedOn = /(?:&reader,|as:|identifier \?\?|severity,)\s*"([a-z0-9-]+)"/
            for match in text.matches(of: passedOn) { emitted.insert(String(match.output.1)) }
            for match in text.matches(of: /"limit-exceeded" : "([a-z-]+)"/) { emitted.insert(String(match.output.1)) }
        }
        #expect(Set(headings).subtracting(emitted) == [])
        #expect(emitted.subtracting(headings) == [])
        #expect(headings.count == Set(headings).count)
    }

    @Test("Every limit that a message or a page names is one, and docs/interface.md lists all with their defaults")
    func limits() throws {
        let known = Set(NamedLimit.all.map(\.name))
        var named: Set<String> = []
        for folder in ["Sources", "docs"] {
            let files = try #require(FileManager.default.enumerator(atPath: Project.root + "/" + folder))
            for case let path as String in files where path.hasSuffix(".swift") || path.hasSuffix(".md") {
                let text = Project.text("\(folder)/\(path)")
                for match in text.matches(of: /--limit ([a-z-]+)=/) {
                    #expect(known.contains(String(match.1)), "\(path) speaks of \(match.0)")
                    named.insert(String(match.1))
                }
            }
        }
        #expect(known.subtracting(named) == [], "a limit that nothing names")
        let page = Project.text("docs/interface.md")
        for limit in NamedLimit.all { #expect(page.contains("| `\(limit.name)` | \(limit.standard) | \(limit.meaning) |")) }
    }
}
