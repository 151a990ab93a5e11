import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathIO
import PodPathKit

/// What `podpath draw` is asked for, however the words were read.
struct Drawing {
    var input: Input
    var output: Output
    /// Identifiers of kinds, or `all`; empty for the one that podpath chooses.
    var figures: [String] = []
    /// The older manifests, for a comparison.
    var old: String?
    /// One SVG for each step.
    var showsFrames = false
    var look = FigureLook()
    var request: FigureRequest

    init(input: Input, output: Output) {
        self.input = input
        self.output = output
        request = input.request
    }

    func run() throws {
        _ = try kinds
        let format = try format
        var session = Session(input, of: DrawCommand.self, draws: format.isRendered)
        session.generator.look = look
        let cluster = session.cluster()
        try check(cluster)
        var older: Session?
        var before: Cluster?
        for input in inputs.dropFirst() {
            var oldSession = Session(input, of: DrawCommand.self)
            before = oldSession.cluster()
            session.protect(inputsOf: oldSession)
            older = oldSession
        }
        let figures = try figures(of: cluster, before: before, session.generator)
        if figures.isEmpty { session.fail(try whyNone(cluster)) }
        if let contrast = look.lowContrast {
            session.note("on this background text has a contrast of \(Double(Int(contrast * 10)) / 10):1; people read from 4.5:1 on")
        }
        var printed: [(name: String, bytes: [UInt8])] = []
        let drawn = output.isFolder ? figures : Array(figures.prefix(1))
        if drawn.count > 1, look.title != nil || look.description != nil || look.alternative != nil {
            throw ValidationError(
                "--title, --desc and --alt are for one figure, and these are \(drawn.count). Choose one with --figure and --focus.")
        }
        for figure in drawn {
            for remark in figure.remarks where remark.contains("podpath inspect") || remark.contains("one picture") { session.note(remark) }
        }
        let generator = session.generator
        if showsFrames {
            for figure in drawn {
                let steps = session.diagnostics.drawn(
                    Result { () throws(RenderError) in try generator.drawSteps(of: figure, &session.diagnostics) })
                printed += (steps ?? []).map { ("\($0.name).svg", $0.bytes) }
            }
        } else {
            for (figure, bytes) in zip(drawn, generator.print(drawn, as: format, &session.diagnostics)) {
                if let bytes { printed.append(("\(figure.id).\(format.fileExtension)", bytes)) }
            }
        }
        output.write(printed, &session)
        if let older { session.end(after: older) }
        session.end()
    }

    /// The ends that the options name are there.
    func check(_ cluster: Cluster) throws {
        let isPath = try kinds.allSatisfy { $0.id == "path" }
        let from = request.from
        if let from, !isPath { _ = try cluster.pod(option: from) }
        do {
            let source = try isPath ? from.map { try cluster.pathSource(named: $0) } : nil
            if let to = request.to { _ = try cluster.pathTarget(named: to, from: source ?? .outside) }
        } catch let problem as NameError {
            throw UsageProblem(problem.message)
        }
        if let replace = request.replace { _ = try cluster.pod(option: replace) }
    }

    /// What is read: the manifests, and the older ones.
    var inputs: [Input] {
        var older = input
        older.paths = old.map { [$0] } ?? []
        return old == nil ? [input] : [input, older]
    }

    /// The figures that are asked for, as far as the cluster calls for them.
    func figures(of cluster: Cluster, before: Cluster?, _ generator: Generator) throws -> [Figure] {
        var request = request
        request.old = before
        request.allowsSeveral = output.isFolder
        return generator.figures(try kinds, of: cluster, for: request)
    }

    /// Why there is no figure.
    func whyNone(_ cluster: Cluster) throws -> String {
        let kinds = try kinds
        return old.map { "nothing that Pods' communication would notice differs from \(Quoted($0))" }
            ?? request.replace.map { "no Service in these manifests leads to \(Quoted($0))" }
            ?? request.focus.map { "nothing named \(Quoted($0)) has such a figure\(Self.nearest(to: $0, in: cluster))" }
            ?? (kinds.count == 1 ? kinds[0].nothing : "there is nothing to draw: no Pod and no Service was found")
    }

    private static func nearest(to focus: String, in cluster: Cluster) -> String {
        let objects = cluster.services.map(\.reference) + cluster.workloads.map(\.reference)
        let names = objects.map { focus.contains("/") ? $0.path : $0.name }.filter { $0 != focus }
        return Spelling.nearest(to: focus, among: names).map { ". Did you mean \($0)?" } ?? ""
    }

    private var kinds: [any FigureKind] {
        get throws {
            if figures.contains("all") { return FigureCatalog.all }
            return try (figures.isEmpty ? [old == nil ? "overview" : "compare"] : figures).map { id in
                if let kind = FigureCatalog.kind(id) { return kind }
                let nearest = Spelling.nearest(to: id, among: FigureCatalog.all.map(\.id))
                throw ValidationError("There is no figure '\(id)'.\(nearest.map { " Did you mean \($0)?" } ?? "") See 'podpath figures'.")
            }
        }
    }

    private var format: FigureFormat {
        get throws { try output.format(FigureFormat.self, default: .svg, extension: \.fileExtension) }
    }

    func validate() throws {
        _ = try kinds
        let format = try format
        if showsFrames, look.isAnimated { throw ValidationError("--frames and --animate are two ways to show steps. Use one of them.") }
        if showsFrames || look.isAnimated, format != .svg {
            throw ValidationError("Steps are shown in SVG: leave -f \(format.rawValue) out.")
        }
        if showsFrames, !output.isFolder { throw ValidationError("Frames need a folder: -o FOLDER/") }
        if !output.isFolder, figures.count > 1 || figures.contains("all") {
            throw ValidationError("Several figures need a folder: -o FOLDER/")
        }
    }
}
