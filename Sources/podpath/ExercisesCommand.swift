import ArgumentParser
import KubeManifest
import PodPathKit

extension Exercise.Level: ExpressibleByArgument {}
extension ExercisesReport.Format: ExpressibleByArgument {}

struct ExercisesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercises", abstract: "Ask questions about the manifests, with choices, answers and reasons.",
        discussion: """
            Every choice is judged by what the cluster would do. The same manifests and the same seed give the same questions. \
            In Markdown answers are folded away; in HTML each choice says at once whether it is right.

            EXAMPLES:
              podpath exercises manifests/
              podpath exercises manifests/ --seed 2 --count 20 --level advanced -o exercises.html
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var shown: NamespaceOptions

    @Option(help: ArgumentHelp("Another number gives other questions.", valueName: "number"))
    var seed = 1

    @Option(help: ArgumentHelp("Questions, 1 to 200; fewer where the manifests give no more.", valueName: "number"))
    var count = 10

    @Option(help: ArgumentHelp("beginner, or advanced with the beginner's questions among them.", valueName: "level"))
    var level = Exercise.Level.beginner

    @OptionGroup var output: ReportOptions<ExercisesReport.Format>

    func validate() throws {
        if seed < 0 { throw ValidationError("--seed is a number from 0.") }
        if !(1...200).contains(count) { throw ValidationError("--count is a number from 1 to 200.") }
    }

    func run() throws {
        let input = try input.value(showing: shown.namespace), format = try output.chosen
        var session = Session(input, of: Self.self)
        let cluster = session.cluster()
        let sheet = ExerciseSheet(of: cluster, for: input.request, level: level, seed: UInt64(seed), count: count)
        do throws(RenderError) {
            output.value.print(try ExercisesReport(sheet).text(format, TemplateLibrary()), &session)
        } catch {
            session.fail("\(error)")
        }
        session.end()
    }
}
