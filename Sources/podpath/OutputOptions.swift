import ArgumentParser
import PodPathIO

/// Where figures and texts go, and in which format.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("A file, whose ending decides the format, a folder for several, or - for standard output.", valueName: "path"))
    var output: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The format, where no file's ending says it.", valueName: "format"))
    var format: String?

    @Flag(help: "Write nothing; fail where a file is not what it would become.")
    var check = false

    /// A path that ends in `/`, has no ending, or is a folder already.
    var isFolder: Bool {
        guard let output, output != "-" else { return false }
        return output.hasSuffix("/") || self.fileExtension == nil || FileKind.isFolder(output)
    }

    private var fileExtension: String? {
        guard let output, output != "-", let name = output.split(separator: "/").last, let dot = name.lastIndex(of: "."),
            dot != name.startIndex
        else { return nil }
        return String(name[name.index(after: dot)...])
    }

    /// The format that -f and the ending agree on.
    func format<Format: CaseIterable & RawRepresentable>(
        _: Format.Type, default standard: Format, extension ending: (Format) -> String
    ) throws -> Format where Format.RawValue == String {
        let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
        let asked = try format.map { name in
            guard let format = Format(rawValue: name.lowercased()) else {
                throw ValidationError("There is no format '\(name)'. Use one of: \(known).")
            }
            return format
        }
        guard !isFolder, let fileExtension else { return asked ?? standard }
        guard
            let implied = Format.allCases.first(where: {
                ending($0) == fileExtension.lowercased() || $0.rawValue == fileExtension.lowercased()
            })
        else {
            if let asked { return asked }
            throw ValidationError("The ending .\(fileExtension) is none of the formats: \(known). Say which with -f.")
        }
        if let asked, asked.rawValue != implied.rawValue {
            throw ValidationError("-f \(asked.rawValue) contradicts the ending of '\(output ?? "")'. Leave one of them out.")
        }
        return implied
    }

    /// Writes what was made: into the folder, into the file, or to standard output.
    func write(_ outputs: [(name: String, bytes: [UInt8])], _ session: inout Session) {
        var writer = OutputWriter(inputs: session.identities, checksOnly: check)
        do throws(IOFailure) {
            guard let output, output != "-" else {
                for item in outputs { try writer.writeToStandardOutput(item.bytes) }
                return
            }
            let folder = output.hasSuffix("/") ? output : output + "/"
            if isFolder {
                try writer.makeFolder(output)
            }
            for item in outputs {
                let path = isFolder ? folder + item.name : output
                if try writer.write(item.bytes, to: path) == .stale {
                    session.fail("\(path) is stale; run the same command without --check")
                }
            }
        } catch {
            session.outputFailed(error)
        }
    }
}
