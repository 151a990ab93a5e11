import KubeCluster
import KubeManifest
import SafeText

/// What `podpath exercises` prints.
package struct ExercisesReport {
    package enum Format: String, Sendable, CaseIterable { case md, html, json }

    private let sheet: ExerciseSheet

    package init(_ sheet: ExerciseSheet) { self.sheet = sheet }

    package func text(_ format: Format, _ templates: TemplateLibrary) throws(RenderError) -> String {
        switch format {
        case .md: try templates.markdown("exercises", record)
        case .html: try templates.html("exercises", record)
        case .json: json
        }
    }

    private var record: [String: TemplateValue] {
        [
            "title": .prose(English.exercisesTitle), "hasExercises": .flag(!sheet.exercises.isEmpty),
            "noExercise": .prose(English.noExercise),
            "exercises": .records(sheet.exercises.enumerated().map { position, exercise in record(exercise, position + 1) }),
        ]
    }

    private func record(_ exercise: Exercise, _ number: Int) -> [String: TemplateValue] {
        let letters = exercise.choices.indices.map(Self.letter)
        let places = exercise.because.prefix(Self.places).map { evidence -> [String: TemplateValue] in
            [
                "object": .prose("\(evidence.object)"), "field": .code(evidence.field), "value": .code(evidence.value),
                "place": .code("\(evidence.location.file):\(evidence.location.line)"),
            ]
        }
        return [
            "number": .number(number), "question": .sentence(exercise.question),
            "choices": .records(
                zip(letters, exercise.choices).map { letter, choice in
                    [
                        "letter": .prose(letter), "text": .sentence(choice.text), "why": .sentence(choice.why),
                        "verdict": .prose(English.verdict(choice.isRight)),
                    ]
                }),
            "answers": .prose(English.list(zip(letters, exercise.choices).filter { $1.isRight }.map { $0.0 })),
            "hasBecause": .flag(!places.isEmpty), "because": .records(places),
        ]
    }

    /// Fields that are told of one answer.
    private static let places = 6

    /// `a`, `b`, …: no question has more choices than there are letters.
    private static func letter(_ position: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(position, 25))))
    }

    private var json: String {
        JSONValue.object([
            "schema": .string("podpath/v1"), "seed": .number(Int(sheet.seed)),
            "exercises": .array(
                sheet.exercises.map { exercise in
                    .object([
                        "id": .string(exercise.id), "kind": .string(exercise.kind), "level": .string(exercise.level.rawValue),
                        "question": .string(exercise.question.plain),
                        "choices": .array(exercise.choices.map { .string($0.text.plain) }),
                        "answer": .array(exercise.answer.map { .string($0) }),
                        "why": .array(exercise.choices.map { .string($0.why.plain) }),
                        "about": .array(exercise.about.map { .string("\($0)") }), "because": .because(exercise.because),
                    ])
                }),
        ]).text
    }
}
