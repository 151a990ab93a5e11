import KubeCluster
import KubeManifest

/// Two scenes, one below the other, each thing at the same place in both: what changed is seen by its place.
struct ReplacementScene {
    private let choice: ReplacementChoice
    private let cluster: Cluster
    private let replacement: PodReplacement?
    private let words: ReplacementWords
    private var figure: Figure
    private var columns: [[Int]] = [[], [], []]
    /// Pods that are left alone and shown one by one.
    private static let limit = 2

    private struct Scene {
        let client: Int
        let service: Int
        let slice: Int
        /// The Pod that is killed, or what takes its place.
        let changed: Int
        let kept: [Int]
    }

    init(_ choice: ReplacementChoice, in cluster: Cluster) {
        self.choice = choice
        self.cluster = cluster
        replacement = cluster.replacement(of: choice.pod)
        words = ReplacementWords(choice, replacement, in: cluster)
        figure = Figure(kind: "pod-replacement", id: "pod-replacement", title: words.title, description: "", layout: .rows)
        figure.hasEqualColumns = true
    }

    mutating func drawn() -> Figure {
        let before = add("before", "Before", words.before)
        let after = add("after", "After", words.after)
        let isHeadless = choice.service.virtualIPs.isEmpty
        connect(before, step: figure.step(words.connects, because: words.stable), isHeadless)
        pass(before, step: figure.step(words.passes, because: words.because), isServed: true, isHeadless)
        note(figure.step(words.replaced, because: words.maker), words.replacedNote, on: after.changed)
        note(figure.step(words.listed), words.listedNote, on: after.slice)
        connect(after, step: figure.step(words.again), isHeadless)
        pass(
            after, step: replacement == nil && after.kept.isEmpty ? nil : figure.step(words.passesAgain), isServed: replacement != nil,
            isHeadless)
        figure.columns = columns
        figure.description = figure.toldInSteps()
        figure.remarks = words.remarks
        figure.remarkExamples()
        return figure
    }

    private mutating func add(_ id: String, _ name: String, _ note: Sentence) -> Scene {
        let frame = figure.add(.init(id: id, role: .scene, name: name, note: note, tooltip: note, parent: nil))
        let isAfter = id == "after"
        let client = add("\(id)-client", words.client(isAfter), frame, column: 0)
        let service = add("\(id)-service", words.front(isAfter), frame, column: 1)
        let slice = add("\(id)-slice", words.slice(isAfter), frame, column: 1)
        let others = cluster.targetPods(of: choice.service).filter { $0 != choice.pod && words.isServing($0) }
        let shown = others.count <= Self.limit ? others[...] : others.prefix(Self.limit - 1)
        var kept = shown.map { add("\(id)-\(words.id(of: $0))", words.pod($0), frame, column: 2) }
        if shown.count < others.count { kept.append(add("\(id)-more", words.more(others.count - shown.count), frame, column: 2)) }
        let changed = add("\(id)-pod", isAfter ? words.successor : words.killed, frame, column: 2)
        return Scene(client: client, service: service, slice: slice, changed: changed, kept: kept)
    }

    private mutating func add(_ id: String, _ element: Figure.Element, _ frame: Int, column: Int) -> Int {
        let box = figure.add(
            .init(
                id: id, role: element.role, eyebrow: element.eyebrow, name: element.name, nameIsExample: element.nameIsExample,
                facts: element.facts, caption: element.caption,
                chips: element.chips, tooltip: element.tooltip, group: frame, because: element.because))
        columns[column].append(box)
        return box
    }

    private mutating func connect(_ scene: Scene, step: Int, _ isHeadless: Bool) {
        figure.connect(scene.client, scene.service, isHeadless ? .lookup : .traffic, step: step, tooltip: words.connects)
    }

    /// What happened between the scenes stands with its number where it is seen.
    private mutating func note(_ step: Int, _ text: Sentence, on box: Int) {
        figure.elements[box].notes = [.init(step: step, text: text, isRefused: figure.elements[box].role == .gone)]
    }

    /// - Parameter isServed: the Pod that changes is one of those that connections go to; the step's number then stands there.
    private mutating func pass(_ scene: Scene, step: Int?, isServed: Bool, _ isHeadless: Bool) {
        let role: Figure.Connection.Role = isHeadless ? .selects : .traffic
        for box in scene.kept {
            figure.connect(scene.service, box, role, step: !isServed && box == scene.kept.first ? step : nil, tooltip: words.passes)
        }
        figure.connect(scene.service, scene.changed, isServed ? role : .order, step: isServed ? step : nil, tooltip: words.passes)
    }
}
