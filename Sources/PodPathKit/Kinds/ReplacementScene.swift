import KubeCluster
import KubeManifest

/// Two scenes with the same columns, one below the other, and what becomes of what between them.
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
    }

    mutating func drawn() -> Figure {
        let before = add("before", "Before", words.before)
        let after = add("after", "After", words.after)
        let isHeadless = choice.service.virtualIPs.isEmpty
        connect(before, step: figure.step(words.connects, because: words.stable), isHeadless)
        pass(before, step: figure.step(words.passes, because: words.because), isServed: true, isHeadless)
        becomes(before.changed, after.changed, step: figure.step(words.replaced, because: words.maker), tooltip: words.replaced)
        becomes(before.slice, after.slice, step: figure.step(words.listed), tooltip: words.listed)
        connect(after, step: figure.step(words.again), isHeadless)
        pass(
            after, step: replacement == nil && after.kept.isEmpty ? nil : figure.step(words.passesAgain), isServed: replacement != nil,
            isHeadless)
        figure.columns = columns
        figure.description = figure.toldInSteps()
        figure.remarks = words.remarks
        return figure
    }

    private mutating func add(_ id: String, _ name: String, _ note: String) -> Scene {
        let frame = figure.add(.init(id: id, role: .scene, name: name, note: note, tooltip: note, parent: nil))
        let isAfter = id == "after"
        let client = add("\(id)-client", words.client(isAfter), frame, column: 0)
        // The list stands beside the list, and the Pod beside the Pod that takes its place.
        var slice = -1
        if isAfter { slice = add("\(id)-slice", words.slice(isAfter), frame, column: 1) }
        let service = add("\(id)-service", words.front(isAfter), frame, column: 1)
        if !isAfter { slice = add("\(id)-slice", words.slice(isAfter), frame, column: 1) }
        var changed = -1
        if isAfter { changed = add("\(id)-pod", words.successor, frame, column: 2) }
        let others = cluster.targetPods(of: choice.service).filter { $0 != choice.pod && words.isServing($0) }
        let shown = others.count <= Self.limit ? others[...] : others.prefix(Self.limit - 1)
        var kept = shown.map { add("\(id)-\(words.id(of: $0))", words.pod($0), frame, column: 2) }
        if shown.count < others.count { kept.append(add("\(id)-more", words.more(others.count - shown.count), frame, column: 2)) }
        if !isAfter { changed = add("\(id)-pod", words.killed, frame, column: 2) }
        return Scene(client: client, service: service, slice: slice, changed: changed, kept: kept)
    }

    private mutating func add(_ id: String, _ element: Figure.Element, _ frame: Int, column: Int) -> Int {
        let box = figure.add(
            .init(
                id: id, role: element.role, eyebrow: element.eyebrow, name: element.name, facts: element.facts, caption: element.caption,
                chips: element.chips, tooltip: element.tooltip, group: frame, because: element.because))
        columns[column].append(box)
        return box
    }

    private mutating func connect(_ scene: Scene, step: Int, _ isHeadless: Bool) {
        figure.connect(scene.client, scene.service, isHeadless ? .lookup : .traffic, step: step, tooltip: words.connects)
    }

    /// In a column an arrow has the direction that the column has, from below; so it is drawn from its end.
    private mutating func becomes(_ before: Int, _ after: Int, step: Int, tooltip: String) {
        figure.connect(after, before, .becomes, isAnswer: true, step: step, tooltip: tooltip)
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
