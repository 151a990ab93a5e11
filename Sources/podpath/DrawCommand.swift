import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathIO
import PodPathKit

extension FigureFormat: ExpressibleByArgument {}

struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Draw figures.",
        discussion: """
            One figure goes to standard output or to the file named with -o; several go into a folder.

            EXAMPLES:
              podpath draw manifests/ -o overview.svg
              podpath draw manifests/ --figure service --focus shop/web -o web.svg
              podpath draw manifests/ --figure all -o figures/
              kubectl get pods,svc -o yaml | podpath draw -f dot
            """)

    @OptionGroup var input: InputOptions

    @Option(help: ArgumentHelp("A kind of figure (repeatable), or all; see 'podpath figures'.", valueName: "id"))
    var figure: [String] = []

    @Option(help: ArgumentHelp("The object that the figure is about: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME.", valueName: "object"))
    var focus: String?

    @Option(help: ArgumentHelp("For dns-lookup: the Pod that asks, NAMESPACE/NAME of a Pod or a workload.", valueName: "pod"))
    var from: String?

    @Option(help: ArgumentHelp("For dns-lookup: the name that it asks for.", valueName: "name"))
    var name: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let kinds = try self.kinds
        let format = try output.format(FigureFormat.self, default: .svg, extension: \.fileExtension)
        var session = Session(input, of: Self.self)
        let cluster = session.cluster()
        var request = input.request
        request.focus = focus
        if let from { _ = try cluster.pod(option: from) }
        request.from = from
        request.name = name
        request.allowsSeveral = output.isFolder
        let figures = session.generator.figures(kinds, of: cluster, for: request)
        if figures.isEmpty {
            session.fail(
                focus.map { "nothing named \(Quoted($0)) has such a figure" } ?? "there is nothing to draw: no Pod and no Service was found"
            )
        }
        var printed: [(name: String, bytes: [UInt8])] = []
        for figure in output.isFolder ? figures : Array(figures.prefix(1)) {
            for remark in figure.remarks where remark.contains("podpath inspect") || remark.contains("one picture") { session.note(remark) }
            if let bytes = session.generator.print(figure, as: format, &session.diagnostics) {
                printed.append(("\(figure.id).\(format.fileExtension)", bytes))
            }
        }
        output.write(printed, &session)
        session.end()
    }

    private var kinds: [any FigureKind] {
        get throws {
            if figure.contains("all") { return FigureCatalog.all }
            return try (figure.isEmpty ? ["overview"] : figure).map { id in
                if let kind = FigureCatalog.kind(id) { return kind }
                let nearest = Spelling.nearest(to: id, among: FigureCatalog.all.map(\.id))
                throw ValidationError("There is no figure '\(id)'.\(nearest.map { " Did you mean \($0)?" } ?? "") See 'podpath figures'.")
            }
        }
    }

    func validate() throws {
        _ = try kinds
        _ = try output.format(FigureFormat.self, default: .svg, extension: \.fileExtension)
        if !output.isFolder, figure.count > 1 || figure.contains("all") {
            throw ValidationError("Several figures need a folder: -o FOLDER/")
        }
    }
}
