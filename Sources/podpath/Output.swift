import ArgumentParser
import PodPathIO
import PodPathKit

/// Where what was made goes, and in which format.
struct Output {
    /// A file, a folder, or `-` and nil for standard output.
    var path: String?
    /// The name of a format, where the path's ending does not say it.
    var format: String?
    /// Nothing is written; a file that is not what it would become fails.
    var checksOnly = false
    /// What is written is one file: a path without an ending is its name.
    var isOneFile = false

    /// A path that ends in `/`, is a folder already, or has no ending and is to become one.
    var isFolder: Bool {
        guard let path, path != "-", !isOneFile else { return false }
        return path.hasSuffix("/") || FileKind.isFolder(path) || self.fileExtension == nil && !FileKind.exists(path)
    }

    private var fileExtension: String? {
        guard let path, path != "-", let name = path.split(separator: "/").last, let dot = name.lastIndex(of: "."),
            dot != name.startIndex
        else { return nil }
        return String(name[name.index(after: dot)...])
    }

    func validate() throws {
        if checksOnly, path == nil || path == "-" {
            throw ValidationError("--check compares what is there: name the file or folder with -o.")
        }
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
            throw ValidationError("-f \(asked.rawValue) contradicts the ending of '\(path ?? "")'. Leave one of them out.")
        }
        return implied
    }

    /// Writes a report; to standard output it goes as far as somebody reads it.
    func print(_ text: String, _ session: inout Session) {
        if path == nil || path == "-" { session.print(text) } else { write([("", Array(text.utf8))], &session) }
    }

    /// The same for a long report, which comes in pieces: standard output never holds it whole.
    func print(_ session: inout Session, _ report: (_ piece: ([UInt8]) throws(IOFailure) -> Void) throws(IOFailure) -> Void) {
        do throws(IOFailure) {
            guard let path, path != "-" else {
                try report { (piece) throws(IOFailure) in try Descriptor.write(piece, to: 1, path: "<stdout>") }
                return
            }
            var bytes: [UInt8] = []
            try report { (piece) throws(IOFailure) in bytes += piece }
            write([("", bytes)], &session)
        } catch {
            session.outputFailed(error)
            if error.isBrokenPipe { System.end(.inputOutput) }
        }
    }

    /// Whether a file is there that need not be made anew.
    private func isCurrent(_ path: String, _ bytes: [UInt8]) -> Bool {
        var reader = InputReader(inputLimit: .max - 1, totalLimit: .max - 1)
        reader.readIfThere(path)
        return reader.inputs.first.map { KeptFile.isCurrent(path, $0.bytes, new: bytes) } ?? false
    }

    /// Writes what was made: into the folder, into the file, or to standard output.
    func write(_ outputs: [(name: String, bytes: [UInt8])], _ session: inout Session) {
        var writer = OutputWriter(inputs: session.identities, checksOnly: checksOnly)
        do throws(IOFailure) {
            guard let path, path != "-" else {
                for item in outputs { try writer.writeToStandardOutput(item.bytes) }
                return
            }
            let folder = path.hasSuffix("/") ? path : path + "/"
            if isFolder {
                try writer.makeFolder(path)
            }
            for item in outputs {
                let path = isFolder ? folder + item.name : path
                if checksOnly, isCurrent(path, item.bytes) { continue }
                if try writer.write(item.bytes, to: path) == .stale {
                    session.fail("\(path) is stale; run the same command without --check")
                }
            }
        } catch {
            session.outputFailed(error)
        }
    }
}
