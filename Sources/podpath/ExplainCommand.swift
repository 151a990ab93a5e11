import ArgumentParser
import PodPathIO
import PodPathKit

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain in Markdown what there is and how it is reached.",
        discussion: """
            Into a folder it writes README.md with its figures beside it; into a file or to standard output the text alone.

            EXAMPLES:
              podpath explain manifests/ -o docs/network
              podpath explain manifests/ | less
              podpath explain manifests/ --templates my-templates -o docs/network
            """)

    @OptionGroup var input: InputOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("A folder, a file ending in .md, or - for standard output.", valueName: "path"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "A folder with templates of your own (NAME.mustache), which replace podpath's of the same name.", valueName: "folder"))
    var templates: String?

    @Flag(help: "Write nothing; fail where a file is not what it would become.")
    var check = false

    func run() throws {
        var target = OutputOptions()
        target.output = output
        target.check = check
        if target.isFolder { input.generator.prepare(for: .svg) }
        var session = Session(input, of: Self.self)
        let library = try templateLibrary(&session)
        let cluster = session.cluster()
        let request = input.request
        var files: [(name: String, bytes: [UInt8])] = []
        var linked: [(figure: Figure, file: String)] = []
        if target.isFolder {
            for figure in session.generator.figures(of: cluster, for: request) {
                guard let bytes = session.generator.print(figure, as: .svg, &session.diagnostics) else { continue }
                files.append(("\(figure.id).svg", bytes))
                linked.append((figure, "\(figure.id).svg"))
            }
        }
        do {
            let text = try session.generator.explanation(
                of: cluster, for: request, figures: linked, session.diagnostics, templates: library)
            files.insert(("README.md", Array(text.utf8)), at: 0)
        } catch {
            throw ValidationError("Template \(error.name): \(error.message)")
        }
        target.write(files, &session)
        session.end()
    }

    private func templateLibrary(_ session: inout Session) throws -> TemplateLibrary {
        guard let folder = templates else { return try TemplateLibrary() }
        var own: [String: String] = [:]
        for name in TemplateLibrary.names {
            var reader = InputReader(inputLimit: 1 << 20, totalLimit: 1 << 20)
            reader.read("\(folder)/\(name).mustache")
            if let text = reader.inputs.first { own[name] = String(decoding: text.bytes, as: UTF8.self) }
        }
        if own.isEmpty {
            throw ValidationError(
                "\(folder) holds none of the templates: \(TemplateLibrary.names.map { "\($0).mustache" }.joined(separator: ", ")).")
        }
        do {
            return try TemplateLibrary(own: own)
        } catch {
            throw ValidationError("Template \(error.name): \(error.message)")
        }
    }

    func validate() throws {
        if let output, output.hasSuffix(".md") || output == "-" { return }
        if let output, let name = output.split(separator: "/").last, name.contains("."), !name.hasPrefix("."), !output.hasSuffix("/"),
            !FileKind.isFolder(output)
        {
            throw ValidationError("An explanation is Markdown: name a file that ends in .md, or a folder (\(output)/).")
        }
    }
}
