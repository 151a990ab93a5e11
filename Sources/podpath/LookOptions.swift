import ArgumentParser
import KubeManifest
import PodPathKit

extension FigureLook.Theme: ExpressibleByArgument {}
extension FigureLook.Direction: ExpressibleByArgument {}

/// How figures look, whatever they show.
struct LookOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "auto (light and dark in one SVG, by the reader's preference; light in PNG and PDF), light, dark, or print (black on white).",
            valueName: "theme"))
    var theme = FigureLook.Theme.auto

    @Option(
        help: ArgumentHelp(
            "The ground behind the figure: none, #rgb, #rrggbb or a CSS name; with one colour, the theme whose text is read on it.",
            valueName: "colour"), completion: .list(["none"] + FigureLook.Background.names))
    var background: String?

    @Option(
        help: ArgumentHelp(
            "LR, from left to right, or TB, from top to bottom; rows and tables that would be too wide side by side (policy, service-types, pod-replacement, ingress, large dns-records) are LR.",
            valueName: "direction"))
    var direction = FigureLook.Direction.leftToRight

    @Flag(help: "Below the figure, what its boxes, labels and lines mean.")
    var legend = false

    @Option(
        help: ArgumentHelp(
            "The words under a title in the picture, in place of its own; none for no such words.", valueName: "text"))
    var caption: String?

    @Flag(help: "Without the key to the marks below the figure.")
    var noKey = false

    @Option(help: ArgumentHelp("Of \(Self.parts), show only these (with commas between).", valueName: "parts"))
    var show: String?

    @Option(help: ArgumentHelp("Of \(Self.parts), leave these out.", valueName: "parts"))
    var hide: String?

    @Option(help: ArgumentHelp("Pods that the figure of one Service shows one by one, 1 to 50.", valueName: "number"))
    var maxPods = FigureRequest().podLimit

    @Option(
        help: ArgumentHelp(
            "Pixels, 50 to 8000: the SVG's width attribute (its viewBox stays, so that it scales), or the width of the PNG or PDF.",
            valueName: "pixels"))
    var width: Int?

    static let parts = FigureLook.Part.allCases.map(\.rawValue).joined(separator: ",")

    func validate() throws { _ = try look }

    var look: FigureLook {
        get throws {
            var look = FigureLook()
            look.theme = theme
            look.direction = direction
            look.hasLegend = legend
            look.showsCaption = caption != "none"
            if look.showsCaption { look.caption = caption }
            look.showsKey = !noKey
            if let background {
                guard let ground = FigureLook.Background(background) else {
                    let nearest = Spelling.nearest(to: background.lowercased(), among: FigureLook.Background.names + ["none"])
                    throw ValidationError(
                        "--background \(Quoted(background)) is no colour.\(nearest.map { " Did you mean \($0)?" } ?? "") Use none, #rgb, #rrggbb or one of: \(FigureLook.Background.names.joined(separator: ", "))."
                    )
                }
                look.background = ground
            }
            if show != nil, hide != nil { throw ValidationError("--show and --hide say the same in two ways. Use one of them.") }
            if let show { look.hidden = Set(FigureLook.Part.allCases).subtracting(try Self.list(show, of: "--show")) }
            if let hide { look.hidden = try Self.list(hide, of: "--hide") }
            if !(1...50).contains(maxPods) { throw ValidationError("--max-pods is a number from 1 to 50.") }
            if let width, !(50...8000).contains(width) { throw ValidationError("--width is a number of pixels from 50 to 8000.") }
            look.width = width
            return look
        }
    }

    private static func list(_ text: String, of option: String) throws -> Set<FigureLook.Part> {
        Set(
            try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
                guard let part = FigureLook.Part(rawValue: word.lowercased()) else {
                    let nearest = Spelling.nearest(to: word.lowercased(), among: FigureLook.Part.allCases.map(\.rawValue))
                    throw ValidationError(
                        "\(option): there is no part \(Quoted(String(word))).\(nearest.map { " Did you mean \($0)?" } ?? "") Use some of: \(parts)."
                    )
                }
                return part
            })
    }
}
