/// The SVG that comes from libgvc's process, read through a real XML parser and written anew: only known elements and attributes, no
/// links, no scripts, no comments; one file for light and dark.
package struct SVGDocument {
    package enum Failure: Error, Equatable {
        /// Something that a figure never holds; the name of the element or attribute.
        case notAllowed(String)
        case notWellFormed(line: Int)
    }

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
                switch (attributes.firstIndex { $0.name == attribute }, newValue) {
                case (let position?, let value?): attributes[position].value = value
                case (let position?, nil): attributes.remove(at: position)
                case (nil, let value?): attributes.append((attribute, value))
                case (nil, nil): break
                }
            }
        }
    }

    let root: Node

    init(root: Node) { self.root = root }

    /// In points; 0 where the picture does not say.
    package var width: Double { root["viewBox"].flatMap { $0.split(separator: " ").dropFirst(2).first }.flatMap { Double($0) } ?? 0 }

    package init(_ svg: [UInt8]) throws(Failure) {
        let reader = SVGReader()
        svg.withUnsafeBytes { reader.read($0) }
        self = try reader.document()
    }
}
