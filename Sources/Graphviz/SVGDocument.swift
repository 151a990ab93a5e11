import CExpat
import SafeText

/// libgvc's SVG, read through a real XML parser and written anew: only known elements and attributes, no links, no
/// scripts, no comments; tooltips as titles; one file for light and dark.
package struct SVGDocument {
    package enum Failure: Error, Equatable {
        /// Something that a figure never holds; the name of the element or attribute.
        case notAllowed(String)
        case notWellFormed(line: Int)
    }

    /// Elements that a figure may hold, and the attributes of each that are written out.
    private static let allowed: [String: Set<String>] = [
        "svg": ["width", "height", "viewBox", "preserveAspectRatio"],
        "g": ["id", "class", "transform"],
        "title": [], "a": ["xlink:title"],
        "polygon": ["fill", "stroke", "stroke-width", "stroke-dasharray", "points"],
        "polyline": ["fill", "stroke", "stroke-width", "stroke-dasharray", "points"],
        "path": ["fill", "stroke", "stroke-width", "stroke-dasharray", "d"],
        "ellipse": ["fill", "stroke", "stroke-width", "stroke-dasharray", "cx", "cy", "rx", "ry"],
        "text": [
            "text-anchor", "x", "y", "font-family", "font-size", "font-weight", "fill", "text-decoration", "xml:space", "font-style",
        ],
    ]

    final class Node {
        var name: String
        var attributes: [(name: String, value: String)]
        var children: [Child] = []

        enum Child {
            case element(Node)
            case text(String)
        }

        var elements: [Node] { children.compactMap { if case .element(let node) = $0 { node } else { nil } } }

        init(_ name: String, _ attributes: [(name: String, value: String)]) {
            self.name = name
            self.attributes = attributes
        }

        subscript(attribute: String) -> String? {
            get { attributes.first { $0.name == attribute }?.value }
            set {
                let position = attributes.firstIndex { $0.name == attribute }
                if let position { attributes.remove(at: position) }
                if let newValue { attributes.insert((attribute, newValue), at: position ?? attributes.count) }
            }
        }
    }

    let root: Node

    package init(_ svg: [UInt8]) throws(Failure) {
        let reading = Reading()
        guard let parser = XML_ParserCreate("UTF-8") else { throw .notWellFormed(line: 0) }
        defer { XML_ParserFree(parser) }
        XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
        XML_SetElementHandler(
            parser, { data, name, attributes in Reading.of(data)?.open(name, attributes) }, { data, _ in Reading.of(data)?.close() })
        XML_SetCharacterDataHandler(parser) { data, text, length in Reading.of(data)?.add(text, length) }
        let status = svg.withUnsafeBytes { bytes in
            XML_Parse(parser, bytes.bindMemory(to: CChar.self).baseAddress, Int32(truncatingIfNeeded: bytes.count), 1)
        }
        guard status == XML_STATUS_OK, let root = reading.root else {
            throw .notWellFormed(line: Int(XML_GetCurrentLineNumber(parser)))
        }
        if let name = reading.refused { throw .notAllowed(name) }
        self.root = root
    }

    /// Collects the tree while expat calls back.
    private final class Reading {
        var root: Node?
        var refused: String?
        private var open: [Node] = []

        static func of(_ data: UnsafeMutableRawPointer?) -> Reading? {
            data.map { Unmanaged<Reading>.fromOpaque($0).takeUnretainedValue() }
        }

        func open(_ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
            guard let name = name.map({ String(cString: $0) }) else { return }
            guard let known = SVGDocument.allowed[name] else {
                refused = refused ?? "<\(name)>"
                open.append(Node("g", []))
                return
            }
            var attributes: [(name: String, value: String)] = []
            var position = 0
            while let key = list?[position], let value = list?[position + 1] {
                let key = String(cString: key)
                if known.contains(key) {
                    attributes.append((key, String(cString: value)))
                } else if !key.hasPrefix("xmlns") {
                    refused = refused ?? "\(key) of <\(name)>"
                }
                position += 2
            }
            let node = Node(name, attributes)
            if let parent = open.last { parent.children.append(.element(node)) } else if root == nil { root = node }
            open.append(node)
        }

        func close() { _ = open.popLast() }

        func add(_ text: UnsafePointer<XML_Char>?, _ length: Int32) {
            guard let text, let node = open.last, ["text", "title"].contains(node.name) else { return }
            let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
            let more = String(decoding: bytes, as: UTF8.self)
            if case .text(let before)? = node.children.last {
                node.children[node.children.count - 1] = .text(before + more)
            } else {
                node.children.append(.text(more))
            }
        }
    }
}
