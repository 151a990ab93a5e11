/// The calls of a figure as a tree: a box stands under its nearest caller, every further call of it is text.
struct CallTree {
    /// A row of the tree: a workload with the Services glued on it, a Service that holds several workloads, or one of these.
    struct Node {
        /// Positions in `Figure.elements`, from the top.
        let elements: [Int]
        /// Who comes in from outside.
        let outside: [Int]
        /// Of the figure.
        let group: Int?
    }

    /// A call, or the way from a Service to a workload that stands in it.
    struct Way {
        /// Position in `Figure.connections`; nil where no arrow stands for it.
        let connection: Int?
        /// The node that it leads to; nil where it leads nowhere.
        let target: Int?
        /// The box in it.
        let element: Int?
        let name: [Figure.Line.Run]
        let naming: String
        let reasons: [Figure.Line]
        let fails: Bool
        /// It is no call: the workload is a part of the Service.
        var isPart: Bool { name.isEmpty }
    }

    let figure: Figure
    let nodes: [Node]
    private(set) var ways: [[Way]]
    /// Who calls a node, each once.
    private(set) var callers: [[Int]]
    /// The way that leads to a node in the tree, with the node that it leaves.
    private(set) var parents: [Int: (node: Int, way: Int)] = [:]
    private(set) var depth: [Int: Int] = [:]
    /// Where the tree begins: with what comes in from outside, with what nobody calls, with what only others of a circle call.
    private(set) var entered: [Int] = []
    private(set) var uncalled: [Int] = []
    private(set) var circles: [Int] = []
    /// Nodes that so many call that each caller names only the port.
    private(set) var hubs: [Int] = []

    private static let hubCallers = 5, hubs = 3

    init(_ figure: Figure) {
        self.figure = figure
        var nodes: [Node] = []
        var places: [Int: Int] = [:]
        for block in Block.all(in: figure, nameSize: 15, limit: { _ in 240 }) {
            let outside = block.members.map(\.element).filter { figure.elements[$0].above != nil }
            let outer = block.boxes.filter { figure.elements[$0].outer == nil }
            for element in block.members.map(\.element) where figure.elements[element].outer == nil { places[element] = nodes.count }
            nodes.append(Node(elements: outer, outside: outside, group: block.group))
            for element in block.boxes where figure.elements[element].outer != nil {
                places[element] = nodes.count
                nodes.append(Node(elements: [element], outside: [], group: block.group))
            }
        }
        self.nodes = nodes
        ways = Array(repeating: [], count: nodes.count)
        callers = Array(repeating: [], count: nodes.count)
        var arrows: [Int: [Int: Int]] = [:]
        for (position, connection) in figure.connections.enumerated() {
            if let tail = connection.tail { arrows[connection.from, default: [:]][tail] = position }
        }
        for (number, node) in nodes.enumerated() {
            for element in node.elements {
                if let outer = figure.elements[element].outer.flatMap({ places[$0] }) {
                    ways[outer].append(
                        Way(connection: nil, target: number, element: element, name: [], naming: "", reasons: [], fails: false))
                }
                read(element, of: number, arrows[element] ?? [:], places)
            }
        }
        findHubs()
        grow()
    }

    private mutating func read(_ element: Int, of node: Int, _ arrows: [Int: Int], _ places: [Int: Int]) {
        let lines = figure.elements[element].lines
        for (position, line) in lines.enumerated() where line.role == .call {
            let rest = lines[(position + 1)...].prefix { $0.role == .naming || $0.role == .reason }
            let connection = arrows[position]
            let arrow = connection.map { figure.connections[$0] }
            let target = arrow.flatMap { figure.elements[$0.to].isStub ? nil : places[$0.to] }
            ways[node].append(
                Way(
                    connection: connection, target: target, element: target == nil ? nil : arrow?.to, name: line.runs,
                    naming: rest.first { $0.role == .naming }?.text ?? "", reasons: rest.filter { $0.role == .reason },
                    fails: arrow.map { $0.role != .traffic } ?? (line.right == .refused)))
            if let target, target != node, !callers[target].contains(node) { callers[target].append(node) }
        }
    }

    /// A Service that holds workloads counts with them.
    private func isPart(_ node: Int) -> Bool { figure.elements[nodes[node].elements[0]].outer != nil }

    private mutating func findHubs() {
        let all = nodes.indices.count { !isPart($0) }
        hubs = Array(
            nodes.indices.filter { node in
                callers[node].count >= Self.hubCallers && callers[node].count * 4 >= all && !ways[node].contains(where: \.isPart)
            }.sorted { (callers[$1].count, $0) < (callers[$0].count, $1) }.prefix(Self.hubs))
    }

    /// Whether something comes in from outside.
    func isEntered(_ node: Int) -> Bool { !nodes[node].outside.isEmpty }

    private mutating func grow() {
        let rails = Set(hubs)
        entered = nodes.indices.filter { isEntered($0) && !rails.contains($0) }
        spread(entered)
        uncalled = nodes.indices.filter { depth[$0] == nil && callers[$0].isEmpty && !rails.contains($0) && !isPart($0) }
        spread(uncalled)
        for node in nodes.indices where depth[node] == nil && !rails.contains(node) && !isPart(node) {
            circles.append(node)
            spread([node])
        }
    }

    /// Breadth first: the nearest caller holds the box.
    private mutating func spread(_ roots: [Int]) {
        for root in roots { depth[root] = 0 }
        var queue = roots
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for (number, way) in ways[node].enumerated() {
                guard let target = way.target, !way.fails, depth[target] == nil, !hubs.contains(target) else { continue }
                depth[target] = (depth[node] ?? 0) + 1
                parents[target] = (node, number)
                queue.append(target)
            }
        }
    }

    private func isStem(_ number: Int, of node: Int, _ way: Way) -> Bool {
        way.target.flatMap { parents[$0] }.map { $0.node == node && $0.way == number } ?? false
    }

    /// The ways that the boxes under a node stand for, in their order.
    func children(of node: Int) -> [Way] { ways[node].enumerated().filter { isStem($0, of: node, $1) }.map(\.element) }

    /// The calls that are said in words under a node: to boxes that stand elsewhere, and to what is no box.
    func others(of node: Int) -> [Way] {
        ways[node].enumerated().filter { number, way in
            !way.fails && !(way.target.map(hubs.contains) ?? false) && !isStem(number, of: node, way)
        }.map(\.element)
    }

    func failing(of node: Int) -> [Way] { ways[node].filter(\.fails) }
}
