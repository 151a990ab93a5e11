import ArgumentParser
import KubeManifest
import PodPathIO
import PodPathKit

struct MDBookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mdbook", abstract: "Fill the blocks of a book's chapters: mdBook's protocol for preprocessors.",
        usage: "\(Podpath.invokedName) mdbook [supports <renderer>]",
        discussion: """
            In book.toml: [preprocessor.podpath] and command = "podpath mdbook". mdBook sends the book and takes it back with filled blocks; \
            nothing is written, and figures stand within the pages. Paths begin at the book's folder.

            EXAMPLES:
              podpath mdbook < book.json
              podpath mdbook supports html
            """)

    @Argument(help: ArgumentHelp("supports, and the name of a renderer: yes to every one.", valueName: "question"))
    var question: [String] = []

    func validate() throws {
        if !question.isEmpty, question.count != 2 || question[0] != "supports" {
            throw ValidationError(
                "podpath mdbook reads a book from standard input; the one question that it answers is: supports RENDERER.")
        }
    }

    func run() throws {
        if !question.isEmpty { return }
        let limits = Limits()
        var reader = InputReader(inputLimit: limits.totalBytes, totalLimit: limits.totalBytes)
        reader.read("-")
        if let failure = reader.failures.first { throw failure }
        guard let json = JSONPatch(reader.inputs.first?.bytes ?? []), case .array(let parts) = json.root.kind, parts.count == 2 else {
            throw IOFailure(path: "<stdin>", reason: "this is no book: mdBook sends [context, book] as JSON")
        }
        let root = try ConfinedFolder(parts[0]["root"]?.string(in: json) ?? ".")
        let renderer = ProcessRenderer(seconds: limits.renderSeconds)
        var project = ProjectSearch.Project(root: root, way: "")
        try project.readFile(limits)
        var options = ProjectRun.Options()
        options.embedsFigures = true
        var run = ProjectRun(root, project.settings, options, limits, renderer)
        run.begin(project)
        let chapters = (parts[1]["sections"] ?? parts[1]["items"]).map { Self.chapters(in: $0, of: json) } ?? []
        let documents = chapters.map { Document(path: $0.path, bytes: Array(json.text($0.content).utf8), form: .markdown) }
        let filled = run.filled(documents)
        let changed = chapters.indices.filter { filled[$0] != documents[$0].bytes }
        let texts = changed.map { (range: chapters[$0].content, text: String(decoding: filled[$0], as: UTF8.self)) }
        let book = json.replacing(texts, within: parts[1].range)
        try Descriptor.write(book, to: 1, path: "<stdout>")
        var report = DocumentReport(.text, isQuiet: false, isVerbose: false, .auto)
        report.add(run, at: "")
        report.end(repair: nil)
    }

    /// The chapters at any depth, in their order, each with its path in the book's sources and the place of its text.
    private static func chapters(in items: JSONPatch.Value, of json: JSONPatch) -> [(path: String, content: Range<Int>)] {
        guard case .array(let list) = items.kind else { return [] }
        return list.flatMap { item -> [(path: String, content: Range<Int>)] in
            // A separator or a title has no chapter.
            guard let chapter = item["Chapter"] else { return [] }
            let inner = chapter["sub_items"].map { chapters(in: $0, of: json) } ?? []
            guard let content = chapter["content"], case .string = content.kind else { return inner }
            let path = chapter["path"]?.string(in: json) ?? chapter["name"]?.string(in: json) ?? "<chapter>"
            // The text may stand behind its sub-chapters in the JSON.
            return [(path, content.range)] + inner
        }.sorted { $0.content.lowerBound < $1.content.lowerBound }
    }
}

extension JSONPatch.Value {
    fileprivate subscript(key: String) -> JSONPatch.Value? {
        guard case .object(let entries) = kind else { return nil }
        return entries.last { $0.key == key }?.value
    }

    fileprivate func string(in json: JSONPatch) -> String? {
        guard case .string = kind else { return nil }
        return json.text(range)
    }
}
