import ArgumentParser
import KubeCluster
import KubeManifest
import PodPathIO
import PodPathKit
import SafeText

/// One run: its inputs, what was found, and how it ends.
struct Session {
    let input: Input
    var generator: Generator
    private let messages: Messages
    private(set) var manifests: [SourceFile] = []
    /// Every file that a message may point at: the manifests and the cluster facts.
    private(set) var sources: [SourceFile] = []
    var diagnostics: Diagnostics
    private var status = ExitStatus.done
    /// The files that were read, which no output replaces.
    private(set) var identities: Set<FileIdentity>

    /// Reads every input. Ends with the help text where there is none and a person sits at the terminal.
    ///
    /// - Parameter draws: figures will be rendered, most likely.
    init(_ input: Input, of command: ParsableCommand.Type, draws: Bool = false) {
        self.input = input
        let renderer = ProcessRenderer(seconds: input.limits.renderSeconds)
        generator = input.generator(renderer)
        messages = Messages(color: input.color)
        diagnostics = Diagnostics(limit: generator.limits.diagnostics)
        if input.paths.isEmpty, System.isTerminal(0) {
            messages.say(Podpath.helpMessage(for: command) + "\n")
            System.end(.usage)
        }
        if draws { renderer.start() }
        var reader = InputReader(inputLimit: generator.limits.inputBytes, totalLimit: generator.limits.totalBytes)
        for path in input.paths.isEmpty ? ["-"] : input.paths { reader.read(path) }
        manifests = reader.inputs.map { SourceFile(path: $0.path, bytes: $0.bytes) }
        sources = manifests
        identities = reader.identities
        for failure in reader.failures {
            messages.failure(failure)
            status = .inputOutput
        }
        for path in reader.passedOver { note("\(path) is no regular file; it is passed over") }
        if let path = input.cluster { readFacts(path) }
        if input.isVerbose {
            for source in sources { messages.say("podpath: read \(source.path), \(source.bytes.count) bytes\n") }
        }
    }

    /// Reads the cluster facts; a flag of its own wins over the file.
    private mutating func readFacts(_ path: String) {
        var reader = InputReader(inputLimit: generator.limits.inputBytes, totalLimit: generator.limits.totalBytes)
        reader.read(path)
        protect(reader)
        for failure in reader.failures { outputFailed(failure) }
        guard let facts = reader.inputs.first else { return }
        let source = SourceFile(path: facts.path, bytes: facts.bytes)
        let domain = input.clusterDomain.map { _ in generator.facts.clusterDomain }
        generator.facts = ClusterFacts.read(source, limits: generator.limits, &diagnostics)
        if let domain { generator.facts.clusterDomain = domain }
        sources.append(source)
    }

    /// Reads the objects and resolves them.
    mutating func cluster() -> Cluster {
        let cluster = generator.cluster(from: manifests, &diagnostics)
        for finding in input.unknownNamespaces(in: cluster) { diagnostics.append(finding) }
        return cluster
    }

    /// No output replaces what the other session read.
    mutating func protect(inputsOf other: Session) { identities.formUnion(other.identities) }

    /// No output replaces what was read besides the manifests.
    mutating func protect(_ reader: InputReader) { identities.formUnion(reader.identities) }

    mutating func note(_ text: String) {
        if !input.isQuiet { messages.say("podpath: note: \(TerminalText(text).text)\n") }
    }

    mutating func outputFailed(_ failure: IOFailure) {
        messages.failure(failure)
        status = .inputOutput
    }

    mutating func fail(_ text: String) {
        messages.say("podpath: error: \(TerminalText(text).text)\n")
        if status == .done { status = .findings }
    }

    /// An input could not be read: what is missing in the cluster may stand there.
    var isIncomplete: Bool { status == .inputOutput }

    /// The exit status says that the output is not what one would wish for.
    mutating func endsWithFindings() {
        if status == .done { status = .findings }
    }

    /// Writes to standard output; a reader that went away ends the run quietly.
    mutating func print(_ text: String) {
        do {
            try Descriptor.write(Array(text.utf8), to: 1, path: "<stdout>")
        } catch {
            outputFailed(error)
            if error.isBrokenPipe { System.end(.inputOutput) }
        }
    }

    /// What is to be shown of the findings: errors always, warnings unless quiet, notes where asked for.
    var shown: [Diagnostic] {
        diagnostics.sorted.filter { diagnostic in
            switch diagnostic.severity {
            case .error: true
            case .warning: !input.isQuiet
            case .note: input.isVerbose
            }
        }
    }

    var diagnosticText: String {
        DiagnosticText(sources: sources, usesColour: messages.usesColour).text(shown) + suppressedText
    }

    var suppressedText: String {
        diagnostics.suppressed == 0
            ? "" : "podpath: note: \(diagnostics.suppressed) more messages are not shown (--limit diagnostics=…)\n"
    }

    /// Prints the findings of both sessions and ends the process; the worse of the two decides how.
    func end(after other: Session) -> Never {
        messages.say(other.diagnosticText)
        var copy = self
        if copy.status == .done { copy.status = other.status }
        if copy.status == .done, other.diagnostics.worst == .error || input.isStrict && other.diagnostics.worst == .warning {
            copy.status = .findings
        }
        copy.end()
    }

    /// Prints the findings and ends the process.
    func end(printsFindings: Bool = true) -> Never {
        if printsFindings { messages.say(diagnosticText) }
        if status != .done { System.end(status) }
        switch diagnostics.worst {
        case .error: System.end(.findings)
        case .warning where input.isStrict: System.end(.findings)
        default: System.end(.done)
        }
    }
}
