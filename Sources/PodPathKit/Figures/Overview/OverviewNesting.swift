/// Which Services of an overview hold their workloads: a Service and its Pods are one box, also where they are of several workloads.
enum OverviewNesting {
    /// Workloads in one box; more make it a tower, and stand behind the Service instead.
    private static let limit = 4

    /// Marks the boxes of a namespace that hold those that they lead to.
    static func mark(_ boxes: inout [OverviewBox]) {
        guard boxes.contains(where: { !$0.leadsTo.isEmpty }) else { return }
        let places = Dictionary(boxes.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        var leaders: [String: Int] = [:]
        for key in boxes.flatMap(\.leadsTo) { leaders[key, default: 0] += 1 }
        for position in boxes.indices where (2...limit).contains(boxes[position].leadsTo.count) {
            let box = boxes[position]
            boxes[position].holds = box.leadsTo.allSatisfy { key in
                guard let target = places[key].map({ boxes[$0] }) else { return false }
                // A Service of its own, another Service and a way in need arrows to it; a call to the Service that it is behind is none.
                return leaders[key] == 1 && target.entrances.isEmpty && target.element.chips.isEmpty
            }
        }
    }
}
