import CYAML

extension ManifestReader {
    /// Of libyaml, such as `0.2.5`.
    package static var libraryVersion: String { String(cString: yaml_get_version_string()) }
}

/// Turns libyaml's events into node trees, one document at a time.
///
/// Events, not libyaml's own loader: aliases, depth and nodes are counted here before they cost anything, and
/// every node keeps its place. Iterative, so that no input can exhaust the stack.
struct YAMLComposer {
    /// Why a document ended before its end; the reader goes on behind it.
    enum Stop {
        case endOfStream
        /// libyaml refused the text.
        case syntax(problem: String, context: String, line: Int, column: Int)
        case limit(String, line: Int, column: Int)
    }

    private struct OpenCollection {
        let index: Int
        let isMapping: Bool
        var children = 0
        var hasMergeKey = false
    }

    private let limits: Limits
    private let lineOffset: Int
    private var anchors: [[UInt8]: Int] = [:]
    private var aliasNodes = 0
    private var aliasBytes = 0
    private var stack: [OpenCollection] = []
    /// Nodes below a key that is no scalar are passed over; this counts the levels still open.
    private var skippedLevels = 0
    private(set) var findings: [YAMLFinding] = []
    /// On the heap, because libyaml keeps its address.
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// - Parameters:
    ///   - text: UTF-8, which must outlive the composer.
    ///   - lineOffset: lines of the file before the text.
    /// - Returns: nil where libyaml has no memory.
    init?(_ text: UnsafeBufferPointer<UInt8>, limits: Limits, lineOffset: Int) {
        self.limits = limits
        self.lineOffset = lineOffset
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) != 0 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    func free() {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// Reads up to the end of the next document into `tree`, which is empty where the document holds nothing.
    mutating func nextDocument(into tree: NodeTree) -> Stop? {
        tree.removeAll()
        anchors.removeAll(keepingCapacity: true)
        stack.removeAll(keepingCapacity: true)
        findings.removeAll()
        aliasNodes = 0
        aliasBytes = 0
        skippedLevels = 0
        var event = yaml_event_t()
        while true {
            guard yaml_parser_parse(parser, &event) != 0 else { return syntaxStop(parser.pointee) }
            defer { yaml_event_delete(&event) }
            let mark = mark(event.start_mark)
            switch event.type {
            case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .endOfStream
            case YAML_DOCUMENT_END_EVENT: return nil
            case YAML_SCALAR_EVENT: scalar(event.data.scalar, at: mark, tree)
            case YAML_ALIAS_EVENT:
                if let stop = alias(event.data.alias, at: mark, tree) { return stop }
            case YAML_MAPPING_START_EVENT:
                open(.mapping, anchor: event.data.mapping_start.anchor, at: mark, tree)
            case YAML_SEQUENCE_START_EVENT:
                open(.sequence, anchor: event.data.sequence_start.anchor, at: mark, tree)
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: close(tree)
            default: continue
            }
            if stack.count + skippedLevels > limits.depth {
                return limit("more than \(limits.depth) levels of nesting (--limit depth=…)", event.start_mark)
            }
            if tree.count > limits.nodes {
                return limit("more than \(limits.nodes) nodes in one document (--limit nodes=…)", event.start_mark)
            }
        }
    }

    // MARK: Events

    private mutating func scalar(_ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, at mark: Mark, _ tree: NodeTree) {
        guard skippedLevels == 0 else { return }
        let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
        var plain = data.style == YAML_PLAIN_SCALAR_STYLE
        if let tag = data.tag {
            // `!!str 8` is a string, `!!int "8"` a number; other tags change nothing that Kubernetes would accept.
            let name = String(cString: UnsafeRawPointer(tag).assumingMemoryBound(to: CChar.self))
            if name == YAML_STR_TAG { plain = false }
            if [YAML_INT_TAG, YAML_BOOL_TAG, YAML_NULL_TAG, YAML_FLOAT_TAG].contains(name) { plain = true }
        }
        if let anchor = name(data.anchor) { anchors[anchor] = tree.count }
        if plain, bytes.count == 2, bytes[0] == 0x3C, bytes[1] == 0x3C, isKeyPosition {
            stack[stack.count - 1].hasMergeKey = true
        }
        tree.addScalar(bytes, kind: plain ? .plain : .quoted, isLiteral: data.style == YAML_LITERAL_SCALAR_STYLE, at: mark)
        childAdded()
    }

    private mutating func alias(
        _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_alias, at mark: Mark, _ tree: NodeTree
    ) -> Stop? {
        guard skippedLevels == 0 else { return nil }
        let start = name(data.anchor).flatMap { anchors[$0] }
        guard let start, !stack.contains(where: { $0.index == start }) else {
            let text = String(decoding: name(data.anchor) ?? [], as: UTF8.self)
            let reason = start == nil ? "no anchor of that name stands before it" : "it stands within its own anchor"
            findings.append(YAMLFinding(.badAlias("the alias *\(text)", reason: reason), at: mark))
            tree.addScalar(UnsafeBufferPointer(start: nil, count: 0), kind: .plain, at: mark)
            childAdded()
            return nil
        }
        if isKeyPosition, tree.record(start).kind.isCollection {
            findings.append(YAMLFinding(.keyIsNoScalar, at: mark))
            tree.addScalar(UnsafeBufferPointer(start: nil, count: 0), kind: .quoted, at: mark)
        } else {
            aliasNodes += Int(tree.record(start).next) - start
            if aliasNodes > limits.aliasNodes {
                return .limit(
                    "aliases add more than \(limits.aliasNodes) nodes to one document (--limit alias-nodes=…)",
                    line: Int(mark.line), column: Int(mark.column))
            }
            aliasBytes += tree.textBytes(of: start)
            if aliasBytes > limits.aliasBytes {
                return .limit(
                    "aliases add more than \(limits.aliasBytes) bytes of text to one document (--limit alias-size=…)",
                    line: Int(mark.line), column: Int(mark.column))
            }
            tree.copySubtree(at: start)
        }
        childAdded()
        return nil
    }

    private mutating func open(
        _ kind: NodeTree.Kind, anchor: UnsafeMutablePointer<yaml_char_t>?, at mark: Mark, _ tree: NodeTree
    ) {
        if skippedLevels > 0 {
            skippedLevels += 1
        } else if isKeyPosition {
            // `{{ .Values.name }}` is a mapping as the key of a mapping. An empty key takes its place.
            findings.append(YAMLFinding(.keyIsNoScalar, at: mark))
            tree.addScalar(UnsafeBufferPointer(start: nil, count: 0), kind: .quoted, at: mark)
            childAdded()
            skippedLevels = 1
        } else {
            if let anchor = name(anchor) { anchors[anchor] = tree.count }
            let index = tree.open(kind, at: mark)
            stack.append(OpenCollection(index: index, isMapping: kind == .mapping))
        }
    }

    private mutating func close(_ tree: NodeTree) {
        if skippedLevels > 0 {
            skippedLevels -= 1
            return
        }
        guard let collection = stack.popLast() else { return }
        tree.close(collection.index)
        if collection.isMapping {
            if collection.hasMergeKey { tree.expandMergeKeys(of: collection.index) }
            findings += tree.duplicateKeys(of: collection.index)
        }
        childAdded()
    }

    // MARK: State

    /// Whether the next node is a key of the innermost mapping.
    private var isKeyPosition: Bool {
        guard let last = stack.last else { return false }
        return last.isMapping && last.children.isMultiple(of: 2)
    }

    private mutating func childAdded() {
        if !stack.isEmpty { stack[stack.count - 1].children += 1 }
    }

    private func name(_ anchor: UnsafeMutablePointer<yaml_char_t>?) -> [UInt8]? {
        guard var position = anchor else { return nil }
        var bytes: [UInt8] = []
        while position.pointee != 0 {
            bytes.append(position.pointee)
            position += 1
        }
        return bytes
    }

    private func mark(_ mark: yaml_mark_t) -> Mark {
        Mark(
            line: UInt32(truncatingIfNeeded: mark.line + 1 + lineOffset),
            column: UInt32(truncatingIfNeeded: mark.column + 1))
    }

    private func limit(_ what: String, _ place: yaml_mark_t) -> Stop {
        .limit(what, line: place.line + 1 + lineOffset, column: place.column + 1)
    }

    private func syntaxStop(_ parser: yaml_parser_t) -> Stop {
        .syntax(
            problem: parser.problem.map { String(cString: $0) } ?? "not valid YAML",
            context: parser.context.map { String(cString: $0) } ?? "",
            line: Int(parser.problem_mark.line) + 1 + lineOffset, column: Int(parser.problem_mark.column) + 1)
    }
}

extension NodeTree.Kind {
    var isCollection: Bool { self == .mapping || self == .sequence }
}
