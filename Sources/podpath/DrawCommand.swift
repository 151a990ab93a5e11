import ArgumentParser
import PodPathKit

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

    @OptionGroup var shown: NamespaceOptions

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
        help: ArgumentHelp(
            "One figure's title, in place of its own, in the picture and as the SVG's <title>, its name for screen readers; none for no title in the picture.",
            valueName: "text"))
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

    func validate() throws { try drawing.validate() }

    func run() throws { try drawing.run() }

    /// What the options say.
    private var drawing: Drawing {
        get throws {
            var drawing = try Drawing(input: input.value(showing: shown.namespace), output: output.value)
            drawing.figures = figure
            drawing.old = old
            drawing.showsFrames = frames
            drawing.look = try looks.look
            drawing.look.showsTitle = title != "none"
            if drawing.look.showsTitle { drawing.look.title = title }
            drawing.look.description = desc
            drawing.look.alternative = alt
            drawing.look.isAnimated = animate
            drawing.request.focus = focus
            drawing.request.from = from
            drawing.request.to = to
            drawing.request.name = name
            drawing.request.replace = replace
            drawing.request.podLimit = looks.maxPods
            return drawing
        }
    }
}

extension DrawCommand: BlockCommand {
    static func quick(_ arguments: [String]) -> DrawCommand? { DrawWords.command(arguments) }

    var inputs: [Input] {
        get throws { try drawing.inputs }
    }

    func content(of read: [ResolvedInput], _ generator: Generator) throws -> BlockContent {
        let drawing = try drawing
        try drawing.check(read[0].cluster)
        var generator = generator
        generator.look = drawing.look
        let figures = try drawing.figures(of: read[0].cluster, before: read.dropFirst().first?.cluster, generator)
        guard let figure = figures.first else { throw UsageProblem(try drawing.whyNone(read[0].cluster)) }
        return .figure(figure, drawing.look)
    }
}
