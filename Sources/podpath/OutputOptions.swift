import ArgumentParser

/// Where figures and texts go, and in which format.
struct OutputOptions<Format: CaseIterable & RawRepresentable & Sendable>: ParsableArguments where Format.RawValue == String {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("A file, whose ending decides the format, a folder for several, or - for standard output.", valueName: "path"),
        completion: .file())
    var output: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The format, where no file's ending says it.", valueName: "format"),
        completion: .list(Format.allCases.map(\.rawValue)))
    var format: String?

    @Flag(help: "Write nothing; fail where a file is not what it would become.")
    var check = false

    func validate() throws { try value.validate() }

    /// What the options say.
    var value: Output { Output(path: output, format: format, checksOnly: check) }
}
