import ArgumentParser
import KubeManifest
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

    @OptionGroup(title: "Looks of the figures") var looks: LookOptions

    @Option(
        help: ArgumentHelp(
            "A figure's alternative text in the Markdown, in place of its description (repeatable): overview=\"The shop and its parts\".",
            valueName: "id=text"))
    var alt: [String] = []

    @Flag(help: "Write nothing; fail where a file is not what it would become.")
    var check = false

    func run() throws {
        var target = OutputOptions()
        target.output = output
        target.check = check
        if target.isFolder { input.generator.prepare(for: .svg) }
        var session = Session(input, of: Self.self)
        session.generator.look = try looks.look
        let library = try templateLibrary(&session)
        let cluster = session.cluster()
        var request = input.request
        request.podLimit = looks.maxPods
        var alternatives = Dictionary(try alt.map(Self.alternative), uniquingKeysWith: { _, last in last })
        var files: [(name: String, bytes: [UInt8])] = []
        var linked: [(figure: Figure, file: String)] = []
        if target.isFolder {
            for var figure in session.generator.figures(of: cluster, for: request) {
                figure.alternative = alternatives.removeValue(forKey: figure.id)
                guard let bytes = session.generator.print(figure, as: .svg, &session.diagnostics) else { continue }
                files.append(("\(figure.id).svg", bytes))
                linked.append((figure, "\(figure.id).svg"))
            }
        }
        if let id = alternatives.keys.min() {
            let nearest = Spelling.nearest(to: id, among: linked.map(\.figure.id))
            throw ValidationError(
                "--alt: no figure \(Quoted(id)) stands in this explanation.\(nearest.map { " Did you mean \($0)?" } ?? "")")
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

    private static func alternative(_ text: String) throws -> (String, String) {
        guard let equals = text.firstIndex(of: "=") else {
            throw ValidationError("--alt takes ID=TEXT, such as overview=\"The shop and its parts\".")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
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
