import KubeCluster
import KubeManifest

/// One question about a cluster, with every choice judged by the cluster itself.
package struct Exercise: Sendable {
    package enum Level: String, Sendable, CaseIterable {
        case beginner, advanced
    }

    package struct Choice: Sendable {
        package let text: Sentence
        package let isRight: Bool
        /// Why it is right, or why it is not, in whole sentences.
        package let why: Sentence
    }

    /// `selects-1`; given by the sheet.
    package internal(set) var id = ""
    /// The id of its kind.
    package let kind: String
    package let level: Level
    package let question: Sentence
    /// In the order in which they are shown.
    package internal(set) var choices: [Choice]
    /// The objects that it asks about.
    package let about: [ObjectReference]
    /// The fields that decide it.
    package let because: [Evidence]

    /// Nil where nobody could choose: a choice that reads as another, none that is right, or none that is wrong.
    init?(_ kind: any ExerciseKind, _ question: Sentence, _ choices: [Choice], about: [ObjectReference], because: [Evidence]) {
        guard Set(choices.map(\.text.plain)).count == choices.count, choices.contains(where: \.isRight),
            choices.contains(where: { !$0.isRight })
        else { return nil }
        self.kind = kind.id
        level = kind.level
        self.question = question
        self.choices = choices
        self.about = about
        self.because = because.filter { evidence in !evidence.location.file.isEmpty }
    }

    /// The texts of the choices that are right.
    package var answer: [String] { choices.filter(\.isRight).map(\.text.plain) }
}

/// A kind of question. A new one is one file in Kinds/ and one line in ``ExerciseCatalog/all``.
package protocol ExerciseKind: Sendable {
    /// Stable, in lower case.
    var id: String { get }
    var level: Exercise.Level { get }

    /// Questions about the cluster, each about another object, no more than ``ExerciseCatalog/most``.
    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise]
}

package enum ExerciseCatalog {
    package static let all: [any ExerciseKind] = [
        SelectsExercise(), NameExercise(), AddressExercise(), PortExercise(), LabelExercise(), ReplacedExercise(), ConnectExercise(),
    ]

    /// Questions of one kind that are worked out, whatever the size of the cluster.
    static let most = 40
    /// Choices of one question that are wrong.
    static let wrong = 3
}

/// A generator of numbers that gives the same ones for the same seed, on every machine (SplitMix64, by Sebastiano Vigna).
package struct ExerciseRandom: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number from 0; `count` is more than 0.
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// The same things in another order (Fisher and Yates).
    mutating func shuffled<T>(_ items: some Sequence<T>) -> [T] {
        var items = Array(items)
        for end in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(end, below(end + 1)) }
        return items
    }

    /// Some of them, in another order.
    mutating func some<T>(_ count: Int, of items: some Sequence<T>) -> [T] { Array(shuffled(items).prefix(count)) }
}
