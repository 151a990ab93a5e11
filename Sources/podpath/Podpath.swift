import ArgumentParser
import PodPathKit
import KubeManifest
import Glibc

@main
struct Podpath: ParsableCommand {
    @Argument var files: [String]
    @Option(name: .short) var o = "/tmp/out"
    func run() throws {
        var diagnostics = Diagnostics()
        let g = Generator()
        let sources = files.map { path -> SourceFile in
            let f = fopen(path, "r")!
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65536)
            while true { let n = fread(&chunk, 1, chunk.count, f); if n == 0 { break }; bytes += chunk[..<n] }
            return SourceFile(path: path, bytes: bytes)
        }
        let cluster = g.cluster(from: sources, &diagnostics)
        let figures = g.figures(of: cluster, for: FigureRequest())
        for figure in figures {
            for format in [FigureFormat.svg, .dot] {
            guard let bytes = g.print(figure, as: format, &diagnostics) else { continue }
            let f = fopen("\(o)/\(figure.id).\(format.fileExtension)", "w")!
            fwrite(bytes, 1, bytes.count, f); fclose(f)
            }
        }
        let md = try g.explanation(of: cluster, for: FigureRequest(), figures: figures.map { ($0, "\($0.id).svg") }, diagnostics, templates: TemplateLibrary())
        let f = fopen("\(o)/README.md", "w")!
        fwrite(Array(md.utf8), 1, md.utf8.count, f); fclose(f)
        for d in diagnostics.sorted { print(d.location.map { "\($0.file):\($0.line):\($0.column)" } ?? "-", d.severity, d.message, "[\(d.identifier)]"); for n in d.notes { print("   note:", n.message) } }
    }
}
