import ArgumentParser
import KubeCluster
import PodPathKit

/// In what form a comparison leaves podpath: in words, or as a figure.
enum ComparisonFormat: String, CaseIterable {
    case text, json, md, svg, png, pdf, html, dot, mermaid

    var fileExtension: String { self == .text ? "txt" : figure?.fileExtension ?? rawValue }

    /// JSON is that of the differences; `draw --old` has the figure's.
    var report: ComparisonReport.Format? { ComparisonReport.Format(rawValue: rawValue) }
    var figure: FigureFormat? { report == nil ? FigureFormat(rawValue: rawValue) : nil }
}

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "What appeared, vanished and moved between two sets of manifests, in words or as a figure.",
        usage: "\(Podpath.invokedName) compare <old> <new> [<options>]",
        discussion: """
            Services, their ports and what is behind them, workloads, configured calls, and names in DNS, each with its place in the old and the \
            new manifests. Addresses that no manifest states are not compared. The exit status is 0 whether or not there are differences.
            In words: text, json and md. As the figure compare: svg, png, pdf, html, dot and mermaid. Into a folder: README.md with the figure \
            beside it.

            EXAMPLES:
              podpath compare old/ new/
              podpath compare old/ new/ -o change.svg
              podpath compare old.yaml new.yaml -o changes/
              podpath compare -f md old.yaml new.yaml > changes.md
              podpath compare --exit-code old/ <(helm template my-chart)
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var shown: NamespaceOptions

    @Flag(help: "Exit status 1 where there are differences.")
    var exitCode = false

    @OptionGroup(title: "Looks of the figure") var looks: LookOptions

    @OptionGroup var output: OutputOptions<ComparisonFormat>

    func validate() throws {
        guard input.inputs.count == 2 else { throw ValidationError("compare takes two inputs: podpath compare OLD NEW") }
        _ = try format
    }

    func run() throws {
        let format = try format
        let isBoth = format == .md && output.value.isFolder
        let drawn = isBoth ? .svg : format.figure
        let sides = try inputs, request = sides[1].request
        var old = Session(sides[0], of: Self.self), new = Session(sides[1], of: Self.self, draws: drawn?.isRendered ?? false)
        new.protect(inputsOf: old)
        new.generator.look = try looks.look
        let clusters = (old: old.cluster(), new: new.cluster())
        let report = ComparisonReport(ClusterComparison(from: clusters.old, to: clusters.new), request)
        var drawing = request
        drawing.old = clusters.old
        let kinds = FigureCatalog.kind("compare").map { [$0] } ?? []
        let figures = drawn == nil ? [] : new.generator.figures(kinds, of: clusters.new, for: drawing)
        var printed: [(name: String, bytes: [UInt8])] = []
        if let drawn {
            for (figure, bytes) in zip(figures, new.generator.print(figures, as: drawn, &new.diagnostics)) {
                if let bytes { printed.append(("\(figure.id).\(drawn.fileExtension)", bytes)) }
            }
        }
        if let words = format.report {
            let text = report.text(words, beside: printed.isEmpty ? nil : figures.first)
            printed.insert((isBoth ? "README.md" : "compare.\(format.fileExtension)", Array(text.utf8)), at: 0)
        } else if figures.isEmpty {
            new.note("there is no figure: no difference was found")
        }
        output.value.write(printed, &new)
        if exitCode, !report.isEmpty { new.endsWithFindings() }
        new.end(after: old)
    }

    var inputs: [Input] {
        get throws { try input.value(showing: shown.namespace).each }
    }

    private var format: ComparisonFormat {
        get throws {
            let output = output.value
            return try output.format(ComparisonFormat.self, default: output.isFolder ? .md : .text, extension: \.fileExtension)
        }
    }
}

extension CompareCommand: BlockCommand {
    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent {
        let comparison = ClusterComparison(from: read[0].cluster, to: read[1].cluster)
        return .text(ComparisonReport(comparison, try inputs[1].request).text(.md, beside: nil))
    }
}
