import KubeManifest

/// A policy of any kind, ready to be asked: whom it selects, and what its rules match.
struct CompiledPolicy: Sendable {
    enum Layer: Sendable, Equatable {
        case admin, networkPolicy, baseline
    }

    let metadata: ObjectMetadata
    let layer: Layer
    /// The field that selects the Pods.
    let subject: LabelSelector
    /// Positions of classes.
    let subjects: ClassSet
    let ingress: [CompiledRule]
    let egress: [CompiledRule]
    /// A NetworkPolicy that isolates its Pods in this direction; a policy of the other layers with rules for it.
    let appliesToIngress: Bool
    let appliesToEgress: Bool

    func rules(_ direction: TrafficDirection) -> [CompiledRule] { direction == .ingress ? ingress : egress }
    func applies(to direction: TrafficDirection) -> Bool { direction == .ingress ? appliesToIngress : appliesToEgress }
}

struct CompiledRule: Sendable {
    /// Nil in a NetworkPolicy, whose rules only allow.
    let action: TieredNetworkPolicy.Action?
    /// `Accept` or `Allow`, as the kind calls it.
    let actionText: String
    let name: String?
    /// Everybody, addresses included.
    let matchesEverything: Bool
    let classes: ClassSet
    let blocks: [AddressBlock]
    /// Nil for all ports.
    let ports: [PolicyPort]?
    let mark: Mark
    let field: String

    /// What the rule matches, without names.
    private let fixedPorts: PortSet
    /// The names that it matches, each with its protocols, nil for any; nil where there is none.
    private let named: [String: [TransportProtocol?]]?

    init(
        action: TieredNetworkPolicy.Action?, actionText: String, name: String?, matchesEverything: Bool, classes: ClassSet,
        blocks: [AddressBlock],
        ports: [PolicyPort]?, mark: Mark, field: String
    ) {
        self.action = action
        self.actionText = actionText
        self.name = name
        self.matchesEverything = matchesEverything
        self.classes = classes
        self.blocks = blocks
        self.ports = ports
        self.mark = mark
        self.field = field
        guard let ports else {
            fixedPorts = .all
            named = nil
            return
        }
        let names = ports.compactMap { port in
            if case .named(let name, let transport) = port.ports { (name: name, transport: transport) } else { nil }
        }
        named = names.isEmpty ? nil : Dictionary(grouping: names, by: \.name).mapValues { $0.map(\.transport) }
        fixedPorts = PortSet(
            ports.compactMap { port in
                switch port.ports {
                case .all(let transport): PortSet(all: transport)
                case .range(let transport, let range): PortSet(transport, range)
                case .named: nil
                }
            })
    }

    func matches(_ peer: PolicyPeer) -> Bool {
        if matchesEverything { return true }
        switch peer {
        case .pods(let position): return classes.contains(position)
        case .address(let address): return blocks.contains { $0.contains(address) }
        }
    }

    /// The ports that the rule matches on a destination; a name is a number on each Pod, and on an address none (C17, C18, C41).
    func ports(on destination: PolicyClasses.PodClass?) -> PortSet {
        guard let destination, let named, !destination.namedPorts.isEmpty else { return fixedPorts }
        let found = destination.namedPorts.filter { port in
            named[port.name]?.contains { $0 == nil || $0 == port.transport } ?? false
        }
        return found.isEmpty ? fixedPorts : PortSet([fixedPorts] + found.map { PortSet($0.transport, $0.number...$0.number) })
    }
}

/// The other end of a connection.
enum PolicyPeer: Hashable, Sendable {
    /// Position of a class.
    case pods(Int)
    case address(IPAddress)
}

/// Addresses of one family: a block with holes.
struct AddressBlock: Sendable {
    /// As it is written, without its holes.
    let block: CIDR
    let family: IPAddress.Family
    let bounds: ClosedRange<UInt128>
    let holes: [ClosedRange<UInt128>]

    init(_ cidr: CIDR, except: [CIDR]) {
        block = cidr
        family = cidr.base.family
        bounds = cidr.bounds
        holes = except.map(\.bounds)
    }

    func contains(_ address: IPAddress) -> Bool {
        address.family == family && bounds.contains(address.value) && !holes.contains { $0.contains(address.value) }
    }
}

/// A set of positions of classes, as bits.
struct ClassSet: Sendable {
    private var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    mutating func insert(_ position: Int) { words[position >> 6] |= 1 << UInt64(position & 63) }
    func contains(_ position: Int) -> Bool { words[position >> 6] & 1 << UInt64(position & 63) != 0 }
    mutating func formUnion(_ other: ClassSet) { for index in words.indices { words[index] |= other.words[index] } }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    var members: [Int] {
        var result: [Int] = []
        for (word, bits) in words.enumerated() where bits != 0 {
            var rest = bits
            while rest != 0 {
                result.append(word << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }
}
