import KubeCluster
import KubeManifest

/// A picture before it is drawn: what it shows, in roles instead of colours, with the evidence for each part.
///
/// SVG, Mermaid, JSON and Markdown are all printings of this one value, so that they cannot disagree.
public struct Figure: Sendable {
    /// The catalogue's id of its kind: `overview`, `service`.
    public let kind: String
    /// Unique among the figures of a run, and fit for a file name: `service-shop-web`.
    public internal(set) var id: String
    /// The object that it is about, where its kind has a figure for each.
    var subject: ObjectReference?
    /// One line; ``FigureLook/title`` takes its place.
    public var title: String
    /// The picture in sentences, for those who do not see it.
    public var description: String
    /// What is read out in place of the picture, and its alternative text in Markdown; the description where nil.
    public var alternative: String?
    /// How boxes and arrows are laid out.
    package let layout: Layout
    /// Rows that may also be read from top to bottom; others would be too wide.
    var turnsRows = false
    /// The boxes of one of `columns` are of one width.
    var hasEqualColumns = false
    /// Of so many boxes that those of one column are a line each.
    var hasCompactRows = false
    /// Boxes that stand one below the other, from the top; positions in `elements`.
    package var columns: [[Int]] = []
    package var groups: [Group] = []
    package var elements: [Element] = []
    package var connections: [Connection] = []
    package var steps: [Step] = []
    /// One name in full, part by part: the head of the columns.
    package var example: [NamePart] = []
    /// What the reader of the picture has to know beside it: folded Pods, illustrative addresses.
    public var remarks: [String] = []
    /// How many numbered steps it tells; 0 where it is no sequence.
    public var stepCount: Int { steps.count }

    /// The title stands in the picture, where its kind shows it.
    var showsTitle = true
    /// The line or two under the title that say how to read the picture.
    package var caption: String?
    /// What the picture shows, in a sentence after these: `Two calls do not arrive.`
    package var finding: String?
    /// What the marks in it mean, below it.
    package var key: String?

    package enum Layout: Sendable {
        /// Boxes with lines in columns, an arrow from line to line.
        case calls
        /// Two lifelines, what stands between them, and a message on each arrow, from the top.
        case sequence
        /// From left to right, arrows from side to side.
        case flow
        /// Sentences on the arrows, with room for them.
        case steps
        /// Names, label by label, the root of all at the right.
        case names
        /// Frames one below the other, boxes in columns through all of them.
        case rows
    }

    /// Whether podpath gives everything its place; dot lays the others out.
    package var isPlaced: Bool { [.calls, .sequence, .names].contains(layout) }

    /// A frame around elements: the cluster, a namespace or a node in it, or one of several scenes.
    package struct Group: Sendable {
        package enum Role: String, Sendable {
            case cluster, namespace, node
            /// One of several pictures of the same thing: before, after, one of the types.
            case scene
            /// The scene that the manifests describe.
            case actualScene
            /// Who takes requests from outside, around the rules that it reads: the Pods of an Ingress controller, a Gateway, a
            /// Gateway that was not found.
            case controller, gateway, missing
            /// What carries packets from one node to another.
            case network
        }

        package internal(set) var id: String
        package let role: Role
        package let name: String
        /// A cluster would make up another name.
        package var nameIsExample = false
        /// Behind the name: a node's address, what a scene is about.
        package var note = Sentence()
        /// A line of its own below the note.
        package var detail: String?
        package let tooltip: Sentence
        /// Position of the frame around this one.
        package internal(set) var parent: Int?
        /// The number of the step that happens in it.
        package var step: Int?

        /// The name as it is shown.
        package var title: String { name.marked(asExample: nameIsExample) }
    }

    /// A box.
    package struct Element: Sendable {
        package enum Role: String, Sendable, CaseIterable {
            case pod, workload, podNotSelected, podNotReady, service, headlessService, externalNameService,
                endpointSlice, namespace, node, outside, missing, folded, dns, ingress, controller
            /// A Pod that stands for any.
            case anyPod
            /// A program that runs on each node: the kubelet.
            case agent
            /// There before a change, and not after it.
            case gone
            /// What a connection is on its way, with the addresses that it has there.
            case packet
        }

        /// `kind-namespace-name`, unique within the figure.
        package internal(set) var id: String
        package let role: Role
        /// The kind and a qualifier, above the name: `SERVICE · NodePort`.
        package let eyebrow: String
        package let name: String
        /// A cluster would make up another name.
        package var nameIsExample = false
        /// Lines below the name: addresses and ports.
        package var facts: [Sentence] = []
        /// A line between facts and chips: `selects Pods with`.
        package var caption: Sentence?
        /// Numbered steps that happen within the box.
        package var notes: [Note] = []
        /// A table, each line with an arrow of its own: the paths of a host.
        package var rows: [Row] = []
        package var chips: [Chip] = []
        /// What a box of lines says below its name.
        package var lines: [Line] = []
        /// Position of the box that is glued on top of this one: a Service on the workload whose Pods answer.
        package internal(set) var onTop: Int?
        /// Position of the box that this one stands above: whoever comes in from outside.
        package internal(set) var above: Int?
        /// Drawn as the bar at the end of the lines that lead to it.
        package var isStub = false
        /// How many Pods the box stands for, where that is more than one.
        package var count: Int?
        /// One sentence that says what this is and because of what.
        package var tooltip = Sentence()
        /// Position in `groups`.
        package var group: Int?
        /// Position of the box in `elements` that this one stands in: a workload in that of its Service. What leads from that box to
        /// this one is no arrow of the picture.
        package internal(set) var outer: Int?
        package var because: [Evidence] = []

        /// The name as it is shown.
        package var title: String { name.marked(asExample: nameIsExample) }
    }

    /// A part of a name between dots, and what it is.
    package struct NamePart: Sendable, Hashable {
        package let text: String
        package let meaning: String
        /// The boxes that it looks like.
        package let role: Element.Role
    }

    /// A numbered step that has no arrow of its own, in a few words.
    package struct Note: Sendable, Hashable {
        package let step: Int
        package let text: Sentence
        /// It goes no further than this.
        package let isRefused: Bool
    }

    /// A line of a box's table: what asks for it, and where it leads.
    package struct Row: Sendable, Hashable {
        /// `/cart`
        package var name: String
        /// How the name is compared: `Prefix`.
        package var kind = ""
        /// `cart:80`
        package var goal = Sentence()
        /// It leads nowhere.
        package var isRefused = false
    }

    /// A label in a frame of its own; the same text in two boxes is the same chip.
    package struct Chip: Sendable, Hashable {
        package enum Role: String, Sendable {
            /// A label that a selector asks for and the Pod has.
            case match
            /// A label that is not what the selector asks for.
            case noMatch
            /// A Service in front of the box.
            case servicePorts
            /// Whom a rule of a policy names.
            case rule
            /// A way in from outside: a host, a port of every node.
            case entrance
            /// A call of the box's that does not arrive, and why.
            case unreached
            /// What is there after a change and was not before.
            case appeared
            /// What was there before a change and is not after it.
            case vanished
        }

        package let text: Sentence
        package let role: Role
        /// Who asks for the label, where several do: a policy; or what the text is: of whom a policy's rule speaks, a Pod's own label.
        package var qualifier: String?

        package init(text: Sentence, role: Role, qualifier: String? = nil) {
            self.text = text
            self.role = role
            self.qualifier = qualifier
        }

        package init(_ label: Label, role: Role) { self.init(text: Sentence(.code(label.text)), role: role) }

        /// What stands before the chip: `db selects`.
        var lead: String? {
            qualifier.map { role == .match && !$0.hasPrefix("+ ") ? "\($0.shortened(to: 20)) selects" : $0.shortened(to: 28) }
        }
    }

    /// An arrow between two boxes.
    package struct Connection: Sendable {
        package enum Role: String, Sendable, CaseIterable {
            case traffic, lookup, selects, missing
            /// Traffic that is refused.
            case denied
            /// No traffic and no question: a part of a whole.
            case holds
            /// Drawn as nothing; keeps boxes in their places.
            case order
        }

        package internal(set) var id: String
        /// Positions in `elements`.
        package internal(set) var from: Int
        package internal(set) var to: Int
        package let role: Role
        package var label: Sentence?
        /// A name or an address behind the label.
        package var code: Sentence?
        /// A line of its own below the label: the policy that decides.
        package var note: String?
        /// Drawn from its end to its beginning: an answer.
        package var isAnswer = false
        /// Position in `groups`: the arrow ends at the border of this frame around `to`, which lets nothing through.
        var border: Int?
        /// Places no box: drawn between the places that others give.
        var isLoose = false
        /// The number of the step that happens here.
        package var step: Int?
        /// The line of the table in `from` that it leaves, whose end has its number unless it has that of another.
        package var row: Int?
        /// The lines of `from` and `to` that it joins; nil for the name.
        package var tail: Int?
        package var head: Int?
        package var tooltip = Sentence()
        package var because: [Evidence] = []
    }

    /// A numbered sentence; its number stands on an arrow.
    package struct Step: Sendable {
        package let number: Int
        package let text: Sentence
        package let because: [Evidence]
    }

    package init(kind: String, id: String, title: String, description: String, layout: Layout) {
        self.layout = layout
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
        _ from: Int, _ to: Int, _ role: Connection.Role, label: Sentence? = nil, code: Sentence? = nil, isAnswer: Bool = false,
        step: Int? = nil, row: Int? = nil, tooltip: Sentence = Sentence(), because: [Evidence] = []
    ) {
        let ends = isAnswer ? (elements[to].id, elements[from].id) : (elements[from].id, elements[to].id)
        let same = role == .order ? 0 : connections.count { $0.role != .order && $0.from == from && $0.to == to && $0.isAnswer == isAnswer }
        connections.append(
            Connection(
                id: "\(ends.0)--\(ends.1)" + (same == 0 ? "" : "--\(same + 1)"), from: from, to: to, role: role, label: label, code: code,
                isAnswer: isAnswer, step: step, row: row, tooltip: tooltip, because: because))
    }

    /// Adds the next numbered sentence and returns its number.
    package mutating func step(_ text: Sentence, because: [Evidence] = []) -> Int {
        steps.append(.init(number: steps.count + 1, text: text, because: because))
        return steps.count
    }

    /// The title, the steps and further sentences: the picture in words.
    package func toldInSteps(_ more: [String] = []) -> String {
        ([title + "."] + steps.map { "Step \($0.number): \($0.text.plain)" } + more).joined(separator: " ")
    }
}
