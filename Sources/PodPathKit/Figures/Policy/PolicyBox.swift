import KubeCluster

/// The ends of connections that stand in one box of a policy figure, and how sentences name them.
struct PolicyBox {
    var ranges: [AddressRange] = []
    var isController = false
    /// Positions.
    var workloads: [Int] = []
    /// Beside these, the workloads at the other end of the arrow among themselves.
    var hasEachOther = false
    let namespace: String

    init(_ ends: [ConnectionEnd], seenFrom namespace: String) {
        self.namespace = namespace
        for end in ends {
            switch end {
            case .addresses(let range): ranges.append(range)
            case .ingressController: isController = true
            case .workload(let position): workloads.append(position)
            }
        }
    }

    func element(_ id: String, _ frame: Int, in cluster: Cluster) -> Figure.Element {
        if !ranges.isEmpty {
            return .init(
                id: id, role: .outside, eyebrow: "OUTSIDE THE CLUSTER", name: isAny ? "Any address" : "Addresses",
                facts: isAny ? [] : Self.some(rangeTexts, "ranges").map { "\(address: .stated($0))" },
                tooltip:
                    "Addresses outside of the cluster: \(English.joined(rangeTexts.prefix(10).map { "\(address: .stated($0))" }, ", "))",
                group: frame)
        }
        if isController {
            return .init(
                id: id, role: .controller, eyebrow: "INGRESS CONTROLLER", name: "its Pods", caption: "not found in these manifests",
                tooltip: "The Pods of whoever carries out the Ingresses and routes; no Ingress says which these are", group: frame)
        }
        let members = workloads.map { cluster.workloads[$0] }
        if !hasEachOther, members.count == 1, let one = members.first {
            return .init(
                id: id, role: one.isBarePod ? .pod : .workload, eyebrow: one.kind.uppercased(), name: one.reference.name,
                facts: one.reference.namespace == namespace ? [] : ["in \(one.reference.namespace)"],
                count: one.replicas > 1 ? one.replicas : nil,
                tooltip: "\(one.reference)\(one.metadata.map { " (\($0.file):\($0.mark.line))" } ?? "")", group: frame)
        }
        let spaces = Set(members.map(\.reference.namespace)).sorted()
        let isAll = spaces.count == 1 && cluster.workloads.count { $0.reference.namespace == spaces[0] } == members.count
        let name =
            members.isEmpty
            ? "Each other"
            : spaces.count == 1
                ? "\(isAll ? "All" : "Some") of \(spaces[0])"
                : "In \(spaces.count) namespaces"
        let names = members.map {
            $0.reference.namespace == namespace || spaces.count == 1 ? $0.reference.name : "\($0.reference.namespace)/\($0.reference.name)"
        }
        return .init(
            id: id, role: .folded, eyebrow: members.isEmpty ? "WORKLOADS" : English.count(members.count, "workload").uppercased(),
            name: name,
            facts: Self.some(names, "more").map { "\(name: $0)" } + (hasEachOther && !members.isEmpty ? ["and those on the right"] : []),
            tooltip: members.isEmpty
                ? "Each of the workloads on the right to the others"
                : "\(English.list(members.prefix(10).map(\.reference.description)))", group: frame)
    }

    /// How a sentence names it.
    func text(in cluster: Cluster) -> String {
        if !ranges.isEmpty { return isAny ? "any address outside" : "addresses \(English.list(Self.some(rangeTexts, "ranges")))" }
        if isController { return "the ingress controller" }
        let references = workloads.map { cluster.workloads[$0].reference }
        // Of one namespace, which is said once.
        let isOne = Set(references.map(\.namespace)).count == 1
        var names = references.prefix(4).map { isOne || $0.namespace == namespace ? $0.name : "\($0.name) in \($0.namespace)" }
        if workloads.count > 4 { names.append("\(workloads.count - 4) more") }
        let place = isOne && references[0].namespace != namespace ? " in \(references[0].namespace)" : ""
        return English.list(names) + place
    }

    /// A short title for them: one by its name, several by the first one's.
    func title(in cluster: Cluster) -> String {
        if !ranges.isEmpty { return "addresses outside" }
        guard let first = workloads.first.map({ cluster.workloads[$0].reference }) else { return "the ingress controller" }
        let name = first.name.shortened(to: 40)
        switch workloads.count {
        case 1: return name
        case 2:
            let both = "\(first.name) and \(cluster.workloads[workloads[1]].reference.name)"
            return both.count <= 52 ? both : "\(name) and 1 other"
        default: return "\(name) and \(workloads.count - 1) others"
        }
    }

    private var isAny: Bool { ranges.contains { $0 == AddressRange(all: $0.family) } }

    private var rangeTexts: [String] { ranges.map { $0.first == $0.last ? $0.first.description : $0.text } }

    private static func some(_ texts: [String], _ word: String) -> [String] {
        texts.count <= 4 ? texts : Array(texts.prefix(3)) + ["+ \(texts.count - 3) \(word == "more" ? word : "more \(word)")"]
    }
}
