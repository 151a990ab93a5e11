import ArgumentParser
import PodPathIO
import SafeText

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

/// What goes to standard error.
struct Messages {
    let usesColour: Bool

    init(color: ColorChoice) {
        switch color {
        case .always: usesColour = true
        case .never: usesColour = false
        case .auto:
            let refuses = System.environment("NO_COLOR").map { !$0.isEmpty } ?? false
            usesColour = System.isTerminal(2) && !refuses && System.environment("TERM") != "dumb"
        }
    }

    /// A message that cannot be written has nobody to read it.
    func say(_ text: String) {
        try? Descriptor.write(Array(text.utf8), to: 2, path: "<stderr>")
    }

    func problem(_ problem: UsageProblem) { say("podpath: error: \(TerminalText(problem.message).text)\n") }

    func failure(_ failure: IOFailure) {
        if failure.isBrokenPipe { return }
        say("podpath: error: \(TerminalText(failure.path).text): \(TerminalText(failure.reason).text)\n")
    }
}
