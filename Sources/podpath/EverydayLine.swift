import KubeManifest
import PodPathKit

/// A command line of the words that people and pipelines write every day, read without the argument parser, which takes
/// longer to look at its own options than a small figure takes to be drawn.
///
/// It knows some of `draw` and `check` and refuses everything else: another word, a word given twice, a value that is
/// not right. The parser then reads the line from its start and says what there is to say; so a word that is missing
/// here costs time and nothing else.
struct EverydayLine {
    private enum Task {
        case draw(Drawing)
        case check(Input, CheckReport.Format)
    }
    private let task: Task

    init?(_ words: [String]) {
        guard let command = words.first, let options = Options(words.dropFirst(), of: command) else { return nil }
        var input = Input()
        input.paths = options.paths
        input.namespaces = options["--namespace"].map { [$0] } ?? []
        input.isQuiet = options.isQuiet
        switch command {
        case "draw":
            var drawing = Drawing(input: input, output: Output(path: options["--output"], format: options["--format"]))
            drawing.figures = options["--figure"].map { [$0] } ?? []
            drawing.request.focus = options["--focus"]
            guard (try? drawing.validate()) != nil else { return nil }
            task = .draw(drawing)
        case "check":
            guard let format = CheckReport.Format(rawValue: options["--format"] ?? "text") else { return nil }
            task = .check(input, format)
        default: return nil
        }
    }

    func run() throws {
        switch task {
        case .draw(let drawing):
            drawing.prepare()
            try drawing.run()
        case .check(let input, let format): CheckCommand.check(input, as: format)
        }
    }
}

extension EverydayLine {
    /// The words, sorted into paths, options with a value, and --quiet.
    private struct Options {
        var paths: [String] = []
        var isQuiet = false
        private var values: [String: String] = [:]

        init?(_ words: ArraySlice<String>, of command: String) {
            let known: [String: String]
            switch command {
            case "draw":
                known = [
                    "-n": "--namespace", "-o": "--output", "-f": "--format", "--namespace": "--namespace", "--output": "--output",
                    "--format": "--format", "--figure": "--figure", "--focus": "--focus",
                ]
            case "check": known = ["-n": "--namespace", "-f": "--format", "--namespace": "--namespace", "--format": "--format"]
            default: return nil
            }
            var words = words
            while let word = words.popFirst() {
                if word == "-" || !word.hasPrefix("-") {
                    paths.append(word)
                } else if word == "-q" || word == "--quiet" {
                    isQuiet = true
                } else if let option = known[word], let value = words.popFirst(), value == "-" || !value.hasPrefix("-"),
                    values.updateValue(value, forKey: option) == nil
                {
                    continue
                } else {
                    return nil
                }
            }
        }

        subscript(option: String) -> String? { values[option] }
    }
}
