import KubeCluster
import KubeManifest

/// A picture before it is drawn: what it shows, in roles instead of colours, with the evidence for each part.
///
/// SVG, Mermaid, JSON and Markdown are all printings of this one value, so that they cannot disagree.
public struct Figure: Sendable {
    /// The catalogue's id of its kind: `overview`, `service`.
    public let kind: String
    /// Unique among the figures of a run, and fit for a file name: `service-shop-web`.
    public let id: String
    public let title: String
    /// The picture in sentences, for those who do not see it.
    public let description: String
    public var groups: [Group] = []
    public var elements: [Element] = []
    public var connections: [Connection] = []
    public var steps: [Step] = []
    /// What the reader of the picture has to know beside it: folded Pods, illustrative addresses.
    public var remarks: [String] = []

    /// A frame around elements: the cluster, or a namespace in it.
    public struct Group: Sendable {
        public enum Role: String, Sendable {
            case cluster, namespace
        }

        public let id: String
        public let role: Role
        public let name: String
        public let tooltip: String
        /// Position of the frame around this one.
        public let parent: Int?
    }

    /// A box.
    public struct Element: Sendable {
        public enum Role: String, Sendable, CaseIterable {
            case pod, workload, podNotSelected, podNotReady, service, headlessService, externalNameService,
                endpointSlice, namespace, node, outside, missing, folded
        }

        /// `kind-namespace-name`, unique within the figure.
        public let id: String
        public let role: Role
        /// The kind and a qualifier, above the name: `SERVICE · NodePort`.
        public let eyebrow: String
        public let name: String
        /// Lines below the name: addresses and ports.
        public var facts: [String] = []
        /// A line between facts and chips: `selects Pods with`.
        public var caption: String?
        public var chips: [Chip] = []
        /// How many Pods the box stands for, where that is more than one.
        public var count: Int?
        /// One sentence that says what this is and because of what.
        public var tooltip = ""
        /// Position in `groups`.
        public var group: Int?
        public var because: [Evidence] = []
    }

    /// A label in a frame of its own; the same text in two boxes is the same chip.
    public struct Chip: Sendable, Hashable {
        public enum Role: String, Sendable {
            /// A label that a selector asks for and the Pod has.
            case match
            /// A label that is not what the selector asks for.
            case noMatch
            /// A Service in front of the box, or the way in from outside.
            case door
        }

        public let text: String
        public let role: Role
    }

    /// An arrow between two boxes.
    public struct Connection: Sendable {
        public enum Role: String, Sendable, CaseIterable {
            case traffic, lookup, selects, missing
            /// Drawn as nothing; keeps boxes in their places.
            case order
        }

        public let id: String
        /// Positions in `elements`.
        public let from: Int
        public let to: Int
        public let role: Role
        public var label: String?
        /// The number of the step that happens here.
        public var step: Int?
        public var tooltip = ""
        public var because: [Evidence] = []
    }

    /// A numbered sentence; its number stands on an arrow.
    public struct Step: Sendable {
        public let number: Int
        public let text: String
        public let because: [Evidence]
    }

    package init(kind: String, id: String, title: String, description: String) {
        self.kind = kind
        self.id = id
        self.title = title
        self.description = description
    }
}

extension Figure {
    package mutating func add(_ group: Group) -> Int {
        groups.append(group)
        return groups.count - 1
    }

    package mutating func add(_ element: Element) -> Int {
        elements.append(element)
        return elements.count - 1
    }

    package mutating func connect(
        _ from: Int, _ to: Int, _ role: Connection.Role, label: String? = nil, step: Int? = nil, tooltip: String = "",
        because: [Evidence] = []
    ) {
        connections.append(
            Connection(
                id: "\(elements[from].id)--\(elements[to].id)", from: from, to: to, role: role, label: label, step: step,
                tooltip: tooltip, because: because))
    }
}
