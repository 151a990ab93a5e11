import ArgumentParser
import PodPathKit

/// Where a report goes, and in which format: one file, whatever its name ends in.
struct ReportOptions<Format: ExpressibleByArgument & CaseIterable & RawRepresentable & Sendable>: ParsableArguments
where Format.RawValue == String {
    @Option(
        name: .shortAndLong, help: ArgumentHelp("A file, whose ending decides the format, or - for standard output.", valueName: "path"),
        completion: .file())
    var output: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The format, where no ending says it. (default: text)", valueName: "format"))
    var format: Format?

    @Flag(help: "Write nothing; fail where the file is not what it would become.")
    var check = false

    func validate() throws {
        try value.validate()
        _ = try chosen
    }

    /// What the options say.
    var value: Output { Output(path: output, format: format?.rawValue, checksOnly: check, isOneFile: true) }

    /// The format that the option and the ending agree on; the first of all is that of no option.
    var chosen: Format {
        get throws {
            guard let first = Format.allCases.first else { throw ValidationError("There is no format.") }
            let output = value
            return try output.format(Format.self, default: first) { $0.rawValue == "text" ? "txt" : $0.rawValue }
        }
    }
}
