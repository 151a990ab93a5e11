/// Figures that teach one thing each: the network model, the types of Service, a Pod replaced, two sets of manifests compared.
enum LessonExplanation {
    /// A section for each of these figures that stands beside the page, with the figure's own steps.
    static func records(_ figures: [FigureExplanation]) -> [[String: TemplateValue]] {
        figures.filter { kinds.contains($0.figure.kind) }.map { item in
            item.record.merging([
                "heading": .prose(item.figure.title),
                "steps": item.figure.stepRecords,
            ]) { $1 }
        }
    }

    private static let kinds = ["network-model", "service-types", "pod-replacement", "compare"]
}
