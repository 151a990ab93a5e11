import KubeCluster

/// The questions of one run: of every kind in turn, the same for the same manifests and the same seed.
package struct ExerciseSheet: Sendable {
    package let seed: UInt64
    package let exercises: [Exercise]

    /// - Parameters:
    ///   - level: `beginner` leaves the advanced kinds out.
    ///   - count: of questions; fewer where the cluster gives no more.
    package init(of cluster: Cluster, for request: FigureRequest, level: Exercise.Level, seed: UInt64, count: Int) {
        self.seed = seed
        var random = ExerciseRandom(seed: seed)
        let kinds = ExerciseCatalog.all.filter { level == .advanced || $0.level == .beginner }
        var stacks = kinds.map { kind in random.shuffled(kind.exercises(in: cluster, for: request, &random)) }
        var chosen: [Exercise] = []
        while chosen.count < count, stacks.contains(where: { !$0.isEmpty }) {
            for position in stacks.indices where chosen.count < count {
                guard var next = stacks[position].popLast() else { continue }
                next.choices = random.shuffled(next.choices)
                next.id = "\(next.kind)-\(chosen.count { $0.kind == next.kind } + 1)"
                chosen.append(next)
            }
        }
        exercises = chosen
    }
}
