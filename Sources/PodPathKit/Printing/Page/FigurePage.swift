import KubeCluster

/// One figure in a page: the picture, and the sentences that light its boxes and arrows and are lit by them.
struct FigurePage {
    private let figure: Figure
    private let svg: PageMarkup
    /// What is lit for a box that is not drawn by itself; ids.
    private let lit: [String: String]
    private let drawn: Set<String>
    /// Before every id of this figure, so that several stand in one page.
    private let prefix: String
    /// Of more points there is too little room for the picture beside its sentences on most screens: they stand below it.
    private static let wide = 640.0
    private let isWide: Bool

    /// - Parameters:
    ///   - figure: numbered, as it was drawn.
    ///   - width: the picture's own, in points.
    ///   - number: its place in the page, from 1.
    ///   - drawn: the ids of what the picture holds.
    init(_ figure: Figure, svg: PageMarkup, width: Double, number: Int, drawn: Set<String>) {
        self.figure = figure
        lit = figure.standIns(drawn)
        self.drawn = drawn
        self.svg = svg
        isWide = width > Self.wide
        prefix = Self.prefix(number)
    }

    static func prefix(_ number: Int) -> String { "f\(number)" }

    /// What the templates `figure.html` and `drawing.html` say.
    var record: [String: TemplateValue] {
        let steps = figure.stepSentences
        let arrows = figure.arrowSentences
        let boxes = figure.boxSentences
        return [
            "figureId": .prose(prefix), "figureTitle": .prose(figure.title), "hasCaption": .flag(true), "isWide": .flag(isWide),
            "svg": .markup(svg),
            "hasSteps": .flag(!steps.isEmpty), "stepSentences": .records(steps.map(record)),
            "hasArrows": .flag(!arrows.isEmpty), "arrowSentences": .records(arrows.map(record)),
            "boxSentences": .records(boxes.map(record)), "boxesAreFolded": .flag(!steps.isEmpty || !arrows.isEmpty),
            "remarks": .records(figure.remarks.map { ["text": .prose($0)] }),
        ]
    }

    private func record(_ sentence: FigureSentence) -> [String: TemplateValue] {
        // What the sentence names with its place already needs no second mention.
        let because = sentence.because.filter { !sentence.text.contains("\($0.location.file):\($0.location.line))") }
        return [
            "kind": .prose(sentence.kind), "name": .prose(sentence.name), "hasName": .flag(!sentence.name.isEmpty),
            "text": .prose(sentence.text),
            "about": .prose(ids(sentence.about)), "beside": .prose(ids(sentence.beside)),
            "hasBecause": .flag(!because.isEmpty), "because": .records(because.map(evidence)),
        ]
    }

    private func ids(_ list: [String]) -> String {
        let shown = list.compactMap { drawn.contains($0) ? $0 : lit[$0] }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return shown.map { "\(prefix)-\($0)" }.joined(separator: " ")
    }

    private func evidence(_ evidence: Evidence) -> [String: TemplateValue] {
        [
            "object": .prose("\(evidence.object)"), "field": .code(evidence.field), "value": .code(evidence.value),
            "place": .prose("\(evidence.location.file):\(evidence.location.line)"),
        ]
    }
}
