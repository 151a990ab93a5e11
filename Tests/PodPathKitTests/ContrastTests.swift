import Graphviz
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("Colours as they occur in every figure: WCAG 2.x AA in every theme, and never colour alone")
struct ContrastTests {
    private struct Pair: Hashable {
        let ink: String
        let ground: String
        let what: String

        var contrast: Double {
            guard let ink = CSSColour(ink), let ground = CSSColour(ground) else { return 0 }
            return ink.contrast(to: ground)
        }
    }

    private func drawings(_ path: String, _ theme: FigureLook.Theme) -> [(figure: Figure, svg: String)] {
        var generator = Generator()
        generator.look.theme = theme
        generator.look.hasLegend = true
        var diagnostics = Diagnostics()
        let figures = generator.figures(of: Resolved(files: Project.sources(path)).cluster, for: FigureRequest())
        return GeometryTests.some(figures, 6).map {
            ($0, String(decoding: generator.print($0, as: .svg, &diagnostics) ?? [], as: UTF8.self).withoutMark)
        }
    }

    /// The fill below a point: that of the smallest of the shapes there, the page's where there is none.
    private func ground(_ shapes: [SVGGeometry.Shape], _ area: Rectangle, _ page: String) -> String {
        shapes.filter { $0.fill != "none" && $0.area.contains((area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2) }
            .min { $0.area.maxX - $0.area.minX < $1.area.maxX - $1.area.minX }?.fill ?? page
    }

    private func pairs(_ svg: SVGGeometry) -> (texts: Set<Pair>, lines: Set<Pair>) {
        let page = svg.ground ?? "#ffffff"
        let hairs = Set(Theme.allCases.map { Colour.hair.hex(in: $0) })
        var texts: Set<Pair> = [], lines: Set<Pair> = []
        for group in svg.boxes + svg.frames + svg.arrows + [svg.remarks] {
            let kind = group.classes.joined(separator: " ")
            for text in group.texts {
                texts.insert(Pair(ink: text.colour, ground: ground(group.shapes, text.area, page), what: "text of \(kind)"))
            }
            // Rules between sections say nothing that is not said without them.
            for shape in group.shapes where shape.stroke != "none" && !hairs.contains(shape.stroke) {
                let larger = group.shapes.filter {
                    $0.area.inset(-0.5).contains(shape.area) && $0.area.maxX - $0.area.minX > shape.area.maxX - shape.area.minX + 1
                }
                lines.insert(Pair(ink: shape.stroke, ground: ground(larger, shape.area, page), what: "line of \(kind)"))
            }
        }
        return (texts, lines)
    }

    @Test("Text has 4.5:1 on what it stands on, lines 3:1 on what is around them", arguments: GeometryTests.inputs)
    func contrast(path: String) {
        for theme in FigureLook.Theme.allCases {
            for (figure, text) in drawings(path, theme) {
                let pairs = pairs(SVGGeometry(text))
                #expect(!pairs.texts.isEmpty)
                for pair in pairs.texts where pair.contrast < 4.5 { Issue.record("\(theme) \(figure.id): \(pair.contrast) \(pair)") }
                for pair in pairs.lines where pair.contrast < 3 { Issue.record("\(theme) \(figure.id): \(pair.contrast) \(pair)") }
            }
        }
    }

    @Test("What auto shows in the dark is what the theme dark shows", arguments: GeometryTests.inputs)
    func automatic(path: String) {
        for (auto, dark) in zip(drawings(path, .auto), drawings(path, .dark)) {
            var text = auto.svg
            let darkRules = auto.svg.split(separator: "@media").last ?? ""
            for rule in darkRules.matches(
                of: /\.kf \[(fill|stroke)="(#[0-9a-f]{6})"\]\{(?:fill|stroke):var\(--podpath-[a-z-]+,(#[0-9a-f]{6})\)\}/)
            {
                text = text.replacing(" \(rule.1)=\"\(rule.2)\"", with: " \(rule.1)=\"\(rule.3.uppercased())\"")
            }
            let style = /<style>[^<]*<\/style>\n/
            text = text.replacing(style, with: "")
            #expect(text.lowercased() == dark.svg.replacing(style, with: "").lowercased(), "\(auto.figure.id)")
        }
    }

    @Test("Boxes of two roles differ in corners, in border, or in the word above the name", arguments: GeometryTests.inputs)
    func neverColourAlone(path: String) {
        for figure in Generator().figures(of: Resolved(files: Project.sources(path)).cluster, for: FigureRequest()) {
            var colours: [String: Set<String>] = [:]
            for element in figure.elements {
                let look = FigureStyle.box(element.role)
                let word = element.eyebrow.split(separator: " ").first.map(String.init) ?? ""
                let rest = element.role == .podNotSelected ? element.eyebrow : word
                colours["\(look.isRounded) \(look.isDashed) \(look.hasDoubleBorder) \(rest)", default: []].insert(look.border.hex)
            }
            for (look, borders) in colours where borders.count > 1 { Issue.record("\(figure.id): only colour tells \(look) apart") }
        }
    }

    @Test("Colour vision: distances of the borders, against the style sheet's values; where they are near, more than colour differs")
    func colourVision() {
        #expect(abs(ColourVision.protan.distance(Colour.pod.hex, Colour.service.hex) - 52.5) < 2)
        #expect(abs(ColourVision.tritan.distance(Colour.pod.hex, Colour.service.hex) - 11) < 1.5)
        #expect(abs(ColourVision.deutan.distance(Colour.service.hex, Colour.dns.hex) - 16) < 1.5)
        #expect(abs(ColourVision.deutan.distance(Colour.missing.hex, Colour.match.hex) - 7) < 1.5)
        let roles = Figure.Element.Role.allCases
        for (index, a) in roles.enumerated() {
            for b in roles[(index + 1)...] {
                let (one, other) = (FigureStyle.box(a), FigureStyle.box(b))
                guard one.border != other.border else { continue }
                let nearest =
                    ColourVision.allCases.flatMap {
                        [$0.distance(one.border.hex, other.border.hex), $0.distance(one.border.darkHex, other.border.darkHex)]
                    }.min() ?? 0
                let differs =
                    one.isRounded != other.isRounded || one.isDashed != other.isDashed || one.hasDoubleBorder != other.hasDoubleBorder
                #expect(nearest >= 9 || differs, "\(a) and \(b): \(nearest)")
            }
        }
    }
}
