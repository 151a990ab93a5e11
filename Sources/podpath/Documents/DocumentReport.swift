import KubeManifest
import PodPathIO
import PodPathKit
import SafeText

/// What a run over documents has found, as it is told.
struct DocumentReport {
    private let format: CheckReport.Format
    private let isQuiet: Bool
    private let isVerbose: Bool
    private let messages: Messages
    private var findings: [Diagnostic] = []
    private var sources: [SourceFile] = []
    private var status = ExitStatus.done
    private var counts: [String] = []
    /// Nil where nobody asked for them.
    private var differences: String?

    init(_ format: CheckReport.Format, isQuiet: Bool, isVerbose: Bool, _ color: ColorChoice) {
        (self.format, self.isQuiet, self.isVerbose) = (format, isQuiet, isVerbose)
        messages = Messages(color: color)
    }

    /// - Parameter way: to the project's root from the working directory.
    mutating func add(_ run: ProjectRun, at way: String) {
        findings += run.findings.map { $0.below(way) }
        sources += run.sources.map { SourceFile(path: ProjectPath.joined(way, $0.path), bytes: $0.bytes) }
        if run.options.shows { differences = (differences ?? "") + run.differences }
        if run.status.rawValue > status.rawValue { status = run.status }
        counts.append(
            "\(English.count(run.documentCount, "document")), \(English.count(run.blockCount, "block")), \(English.count(run.writtenCount, "file")) written"
        )
    }

    /// Tells it and ends the process.
    ///
    /// - Parameter repair: what the run was asked for, where it only looked; nil where it wrote.
    func end(repair: [String]?) -> Never {
        let shown = findings.sorted().filter { $0.severity == .error || !isQuiet && ($0.severity == .warning || isVerbose) }
        if format == .text, let differences, !differences.isEmpty { print(differences) }
        switch format {
        case .text, .md: messages.say(DiagnosticText(sources: sources, usesColour: messages.usesColour).text(shown))
        case .json: print(CheckReport.json(shown, suppressed: 0, difference: differences))
        case .sarif: print(CheckReport.sarif(shown, version: podpathVersion))
        case .github: print(CheckReport.github(shown))
        }
        if isVerbose { for count in counts { messages.say("podpath: \(count)\n") } }
        if let repair, shown.contains(where: { Self.stale.contains($0.identifier) }) {
            let words = ["podpath", "docs"] + repair.map(Self.shellWord)
            messages.say("podpath: to make them true: \(TerminalText(words.joined(separator: " ")).text)\n")
        }
        System.end(status)
    }

    /// What a run without --check repairs.
    private static let stale = ["block-stale", "figure-stale", "output-stale", "figure-orphaned"]

    private func print(_ text: String) {
        do throws(IOFailure) {
            try Descriptor.write(Array(text.utf8), to: 1, path: "<stdout>")
        } catch {
            messages.failure(error)
            System.end(.inputOutput)
        }
    }

    /// A word that a shell reads as it is.
    private static func shellWord(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
            }
        return isPlain ? word : "'\(word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}

extension Diagnostic {
    /// The same, with paths that begin further up.
    fileprivate func below(_ way: String) -> Diagnostic {
        if way.isEmpty { return self }
        let moved = { (place: SourceLocation?) in
            place.map { SourceLocation(file: ProjectPath.joined(way, $0.file), line: $0.line, column: $0.column) }
        }
        return Diagnostic(
            severity, identifier, message, at: moved(location), field: field, notes: notes.map { .init($0.message, at: moved($0.location)) }
        )
    }
}
