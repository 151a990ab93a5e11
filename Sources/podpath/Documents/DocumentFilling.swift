import Graphviz
import KubeManifest
import PodPathIO
import PodPathKit

/// What some documents become: the text of each block, and the figures that they show.
struct DocumentFilling {
    /// A figure, where it stands, and the block that asked for it first.
    struct PlacedFigure {
        let figure: DocumentFigure
        let path: String
        let place: SourceLocation
        /// What the file holds now; nil where there is none.
        var old: [UInt8]?
        /// What it is to hold; nil where it stays.
        var new: [UInt8]?
        var isFailed = false
    }

    /// A block with what it is to say.
    struct FilledBlock {
        let block: DocumentBlock
        let level: Int
        /// The text; empty for a figure.
        var text = ""
        var figure: ShownFigure?
    }

    /// A figure as a block shows it.
    struct ShownFigure {
        /// Position in ``figures``.
        let position: Int
        let link: String
        let caption: String?
    }

    private(set) var figures: [PlacedFigure] = []
    /// The blocks that can be filled, document by document.
    private(set) var blocks: [[FilledBlock]] = []
    private var positions: [String: Int] = [:]
    let documents: [Document]
    private let markup: FigureMarkup
    /// Figures stand within the text.
    private let embeds: Bool

    /// Runs the command of every block.
    init(_ documents: [Document], _ project: inout ProjectRun) {
        self.documents = documents
        (markup, embeds) = (project.settings.markup, project.options.embedsFigures)
        for document in documents {
            for finding in document.findings { project.report(finding) }
            var filled: [FilledBlock] = []
            for block in document.blocks {
                if let new = fill(block, of: document, &project) { filled.append(new) }
            }
            blocks.append(filled)
        }
    }

    private mutating func fill(_ block: DocumentBlock, of document: Document, _ project: inout ProjectRun) -> FilledBlock? {
        var findings: [Diagnostic] = []
        guard let line = BlockCommandLine(block, project.settings, &findings) else {
            for finding in findings { project.report(finding) }
            return nil
        }
        let level = line.level ?? block.headingLevel
        switch project.content(of: line) {
        case nil: return nil
        case .text(let text): return FilledBlock(block: block, level: level, text: text)
        case .figure(let figure, let look):
            guard let format = line.fileFormat else {
                project.report(.fileEnding(line.place(ofOption: "file")))
                return nil
            }
            let name = line.fileName ?? "\(figure.id).\(format.rawValue)"
            // Without files there are no names that could clash.
            let path = embeds ? "\(figures.count)" : project.settings.path(ofFigure: name, for: document.path)
            let placed = PlacedFigure(figure: DocumentFigure(figure, look: look, format: format), path: path, place: line.location)
            guard let position = place(placed, &project) else { return nil }
            let link = project.settings.link(toFigure: name, from: document.path)
            return FilledBlock(
                block: block, level: level, figure: ShownFigure(position: position, link: link, caption: line.caption))
        }
    }

    /// Figures of equal content share a file; others of one name, also on systems that fold case, are an error.
    private mutating func place(_ figure: PlacedFigure, _ project: inout ProjectRun) -> Int? {
        guard let known = positions[figure.path.lowercased()] else {
            positions[figure.path.lowercased()] = figures.count
            figures.append(figure)
            return figures.count - 1
        }
        let other = figures[known]
        if other.path == figure.path, other.figure.graph == figure.figure.graph { return known }
        project.report(.sameName(figure.path, figure.place, other: other.place))
        return nil
    }

    // MARK: Figures

    /// Looks at the files that are there.
    mutating func readFigures(_ project: inout ProjectRun) {
        for position in figures.indices {
            do throws(IOFailure) {
                let path = figures[position].path
                guard try project.root.kind(of: path) != nil else { continue }
                let old = try project.root.read(path, limit: project.limits.inputBytes).bytes
                figures[position].old = old
                if !DocumentFigure.isOwn(old), !isShown(path) {
                    figures[position].isFailed = true
                    project.report(.foreignFile(path, figures[position].place))
                }
            } catch {
                figures[position].isFailed = true
                project.fail(error, at: figures[position].place)
            }
        }
    }

    /// Whether the present text of a block shows a file.
    private func isShown(_ path: String) -> Bool {
        let name = Array((path.split(separator: "/").last.map(String.init) ?? path).utf8)
        return zip(documents, blocks).contains { document, blocks in
            blocks.contains { item in
                item.figure.map { figures[$0.position].path == path } ?? false
                    && document.bytes[item.block.range].position(of: String(decoding: name, as: UTF8.self)) != nil
            }
        }
    }

    /// Draws what is not there or not current, all at once.
    mutating func draw(_ project: inout ProjectRun) {
        let wanted = figures.indices.filter { position in
            let item = figures[position]
            return !item.isFailed && (project.options.redraws || item.old.flatMap { item.figure.isShown(by: $0) } != true)
        }
        for (position, bytes) in zip(wanted, project.drawn(wanted.map { figures[$0].figure })) {
            figures[position].isFailed = bytes == nil
            if figures[position].old != bytes { figures[position].new = bytes }
        }
    }

    /// Whether a figure's file is not what it is to be, as far as can be told without drawing it.
    func isStale(_ position: Int) -> Bool? {
        let item = figures[position]
        guard let old = item.old else { return true }
        return item.figure.isShown(by: old).map { !$0 }
    }

    /// A document with its blocks filled; those whose figure could not be drawn keep what they have.
    func bytes(of position: Int) -> [UInt8] {
        let document = documents[position]
        return document.bytes(with: blocks[position].filter { isDue($0, in: document) }.map { ($0.block, text(of: $0)) })
    }

    private func text(of item: FilledBlock) -> BlockText {
        guard let shown = item.figure else { return BlockText(item.text, level: item.level) }
        let placed = figures[shown.position]
        let link = embeds ? DataURI.text(placed.new ?? [], type: placed.figure.mediaType) : shown.link
        return BlockText(
            markup.text(alternative: placed.figure.alternative, link: link, caption: shown.caption), level: item.level)
    }

    /// Whether the block is to be written: it says something else, and has its figure.
    func isDue(_ item: FilledBlock, in document: Document) -> Bool {
        !(item.figure.map { figures[$0.position].isFailed } ?? false) && !text(of: item).isCurrent(in: item.block, of: document)
    }
}

extension BlockCommandLine {
    /// What the file's name says; nil for an ending that no figure of a document has.
    fileprivate var fileFormat: DocumentFigure.Format? {
        guard let file, let dot = file.lastIndex(of: ".") else { return .svg }
        return DocumentFigure.Format(rawValue: file[file.index(after: dot)...].lowercased())
    }

    fileprivate var fileName: String? { file.map { $0.contains(".") ? $0 : "\($0).svg" } }
}

extension Diagnostic {
    fileprivate static func fileEnding(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "block-option-value", "a figure's file ends in .svg, .png or .pdf.", at: place)
    }

    fileprivate static func sameName(_ path: String, _ place: SourceLocation, other: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "figure-name-taken",
            "another figure is \(Quoted(path)) already, or would be on a system that folds case. Give one of them a name of its own: file=….",
            at: place, notes: [.init("the other figure", at: other)])
    }

    fileprivate static func foreignFile(_ path: String, _ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "figure-file-foreign",
            "\(Quoted(path)) is there already and is none of podpath's figures. Move it away, or give the figure another name: file=….",
            at: place)
    }
}
