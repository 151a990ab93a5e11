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
              podpath draw manifests/ --figure path --from frontend --to cart:7070 -o path.svg
              podpath draw manifests/ --figure all -o figures/
              podpath draw manifests/ --theme dark --background none --width 800 -o overview.svg
              podpath draw manifests/ --figure dns-lookup --frames -o steps/
              podpath draw manifests/ --figure dns-lookup --animate -o lookup.svg
              podpath draw manifests/ --figure dns-lookup -o lookup.html
              podpath draw --old before/ after/ -o change.svg
              kubectl get pods,svc -o yaml | podpath draw -f dot
            """)

    @OptionGroup var input: InputOptions

    @Option(help: ArgumentHelp("A kind of figure (repeatable), or all; see 'podpath figures'.", valueName: "id"))
    var figure: [String] = []

    @Option(help: ArgumentHelp("The object that the figure is about: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME.", valueName: "object"))
    var focus: String?

    @Option(
        help: ArgumentHelp(
            "For dns-lookup and path: the Pod that asks or connects, NAMESPACE/NAME of a Pod or a workload.", valueName: "pod"))
    var from: String?

    @Option(help: ArgumentHelp("For dns-lookup: the name that it asks for.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("For path: where the connection is to lead, as 'podpath trace' takes it.", valueName: "to"))
    var to: String?

    @OptionGroup(title: "Looks") var looks: LookOptions

    @Option(
        help: ArgumentHelp("One figure's title, in place of its own: the SVG's <title>, its name for screen readers.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("One figure's description, in place of its own: the SVG's <desc>, read after the title.", valueName: "text"))
    var desc: String?

    @Option(
        help: ArgumentHelp(
            "What is read out in place of title and description: the SVG's aria-label, for a short alternative text.", valueName: "text"))
    var alt: String?

    @Flag(help: "For figures with numbered steps: one SVG a step into a folder, ID-step-1.svg and so on, what comes later faint.")
    var frames = false

    @Flag(help: "For figures with numbered steps: one SVG that plays them, with CSS alone; the whole figure where nothing plays.")
    var animate = false

    @Option(
        help: ArgumentHelp("For pod-replacement: the Pod that is killed, NAMESPACE/NAME of a Pod or a workload.", valueName: "pod"))
    var replace: String?

    @Option(
        help: ArgumentHelp(
            "For compare: the older manifests, a file or a folder; without --figure, that figure is drawn.", valueName: "old"))
    var old: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let kinds = try self.kinds
        let format = try output.format(FigureFormat.self, default: .svg, extension: \.fileExtension)
        var session = Session(input, of: Self.self)
        session.generator.look = try look
        let cluster = session.cluster()
        var request = input.request
        request.focus = focus
        try check(cluster, kinds)
        request.from = from
        request.to = to
        request.name = name
        request.podLimit = looks.maxPods
        if let replace { _ = try cluster.pod(option: replace) }
        request.replace = replace
        var older: Session?
        if let old {
            var options = input
            options.inputs = [old]
            var session = Session(options, of: Self.self)
            request.old = session.cluster()
            older = session
        }
        request.allowsSeveral = output.isFolder
        let figures = session.generator.figures(kinds, of: cluster, for: request)
        if figures.isEmpty {
            session.fail(
                old.map { "nothing that Pods' communication would notice differs from \(Quoted($0))" }
                    ?? replace.map { "no Service in these manifests leads to \(Quoted($0))" }
                    ?? focus.map { "nothing named \(Quoted($0)) has such a figure" }
                    ?? "there is nothing to draw: no Pod and no Service was found"
            )
        }
        if let contrast = session.generator.look.lowContrast {
            session.note("on this background text has a contrast of \(Double(Int(contrast * 10)) / 10):1; people read from 4.5:1 on")
        }
        var printed: [(name: String, bytes: [UInt8])] = []
        let drawn = output.isFolder ? figures : Array(figures.prefix(1))
        if drawn.count > 1, title != nil || desc != nil || alt != nil {
            throw ValidationError(
                "--title, --desc and --alt are for one figure, and these are \(drawn.count). Choose one with --figure and --focus.")
        }
        for figure in drawn {
            for remark in figure.remarks where remark.contains("podpath inspect") || remark.contains("one picture") { session.note(remark) }
            if frames {
                printed += session.generator.frames(figure, &session.diagnostics).map { ("\($0.name).svg", $0.bytes) }
            } else if let bytes = session.generator.print(figure, as: format, &session.diagnostics) {
                printed.append(("\(figure.id).\(format.fileExtension)", bytes))
            }
        }
        output.write(printed, &session)
        if let older { session.end(after: older) }
        session.end()
    }

    private var look: FigureLook {
        get throws {
            var look = try looks.look
            look.title = title
            look.description = desc
            look.alternative = alt
            look.isAnimated = animate
            return look
        }
    }

    /// The ends that the options name are there.
    private func check(_ cluster: Cluster, _ kinds: [any FigureKind]) throws {
        let isPath = kinds.allSatisfy { $0.id == "path" }
        if let from, !isPath { _ = try cluster.pod(option: from) }
        do {
            let source = try isPath ? from.map { try cluster.pathSource(named: $0) } : nil
            if let to { _ = try cluster.pathTarget(named: to, from: source ?? .outside) }
        } catch let problem as PathProblem {
            throw ValidationError(problem.message)
        }
    }

    private var kinds: [any FigureKind] {
        get throws {
            if figure.contains("all") { return FigureCatalog.all }
            return try (figure.isEmpty ? [old == nil ? "overview" : "compare"] : figure).map { id in
                if let kind = FigureCatalog.kind(id) { return kind }
                let nearest = Spelling.nearest(to: id, among: FigureCatalog.all.map(\.id))
                throw ValidationError("There is no figure '\(id)'.\(nearest.map { " Did you mean \($0)?" } ?? "") See 'podpath figures'.")
            }
        }
    }

    func validate() throws {
        _ = try kinds
        let format = try output.format(FigureFormat.self, default: .svg, extension: \.fileExtension)
        if frames && animate { throw ValidationError("--frames and --animate are two ways to show steps. Use one of them.") }
        if frames || animate, format != .svg { throw ValidationError("Steps are shown in SVG: leave -f \(format.rawValue) out.") }
        if frames, !output.isFolder { throw ValidationError("Frames need a folder: -o FOLDER/") }
        if !output.isFolder, figure.count > 1 || figure.contains("all") {
            throw ValidationError("Several figures need a folder: -o FOLDER/")
        }
    }
}
