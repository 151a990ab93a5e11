import SafeText

/// A directed graph in the words of DOT's grammar.
package struct DOTGraph: Sendable {
    package var attributes: AttributeList
    package var nodeDefaults: AttributeList
    package var edgeDefaults: AttributeList
    package var statements: [Statement] = []

    package init(attributes: AttributeList, nodeDefaults: AttributeList, edgeDefaults: AttributeList) {
        self.attributes = attributes
        self.nodeDefaults = nodeDefaults
        self.edgeDefaults = edgeDefaults
    }

    /// Whether everything in it bears its place, in pixels, for the engine `nop2`, which moves nothing.
    var hasPlaces: Bool { attributes["layout"] != nil }
}

package enum Statement: Sendable {
    case node(NodeStatement)
    case edge(EdgeStatement)
    case subgraph(Subgraph)
    /// `{rank=same …}`: boxes of one column.
    case sameRank([NodeID])
    /// A node that is only its label: lines of the figure itself, which belong to no box.
    case text(NodeStatement)
}

/// The name of a node within a DOT text: a number, never a name from outside.
package struct NodeID: Sendable, Hashable {
    let number: Int
    package init(_ number: Int) { self.number = number }
}

package struct NodeStatement: Sendable {
    package let id: NodeID
    package let attributes: AttributeList

    package init(_ id: NodeID, _ attributes: AttributeList) {
        self.id = id
        self.attributes = attributes
    }
}

package struct EdgeStatement: Sendable {
    package let tail: NodeID
    package let head: NodeID
    package let attributes: AttributeList

    package init(from tail: NodeID, to head: NodeID, _ attributes: AttributeList) {
        self.tail = tail
        self.head = head
        self.attributes = attributes
    }
}

package struct Subgraph: Sendable {
    /// Clusters are drawn as frames.
    package let clusterNumber: Int
    package let attributes: AttributeList
    package var statements: [Statement]

    package init(cluster number: Int, _ attributes: AttributeList, _ statements: [Statement]) {
        clusterNumber = number
        self.attributes = attributes
        self.statements = statements
    }
}

/// Attributes in the order in which they are written.
package struct AttributeList: Sendable, ExpressibleByDictionaryLiteral {
    package enum Value: Sendable {
        case token(StaticString)
        case number(Double)
        case string(DOTString)
        case colour(Colour)
        case html(HTMLTable)
        /// Of a page from the origin, whose edges the drawing reaches: what lies on it below all else.
        case background(width: Double, height: Double, [BackgroundShape])
    }

    package private(set) var pairs: [(name: StaticString, value: Value)]

    package init(dictionaryLiteral elements: (StaticString, Value)...) {
        pairs = elements.map { ($0.0, $0.1) }
    }

    package subscript(name: StaticString) -> Value? {
        get { pairs.first { Self.isSame($0.name, name) }?.value }
        set {
            pairs.removeAll { Self.isSame($0.name, name) }
            if let newValue { pairs.append((name, newValue)) }
        }
    }

    /// Without making a String of each.
    private static func isSame(_ one: StaticString, _ other: StaticString) -> Bool {
        one.withUTF8Buffer { one in other.withUTF8Buffer { other in one.count == other.count && one.elementsEqual(other) } }
    }
}
