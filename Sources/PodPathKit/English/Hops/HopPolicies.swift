import KubeCluster
import KubeManifest

/// What policies say of a connection: which of them decides, by which rule, and what that depends on.
extension English {
    static func policies(_ events: [PolicyEvent]) -> Sentence { joined(events.map { policy($0) }, " ") }

    static func policy(_ event: PolicyEvent) -> Sentence {
        switch event {
        case .statement(let statement): return self.statement(statement)
        case .seesNode(let node): return "Policies see the address of \(self.node(node)) in place of the client's."
        case .ownNode(let node, let transport, let port):
            return
                "Policies see the address of \(self.node(node)), the Pod's own node, which may always connect to it (\(transport.rawValue) \(port))."
        case .unlessOwnNode:
            return "But a Pod's own node may always connect to it: it depends on whether the connection comes from that node."
        case .keepsIdentity: return "Networks that keep the client's identity on this way would let it in."
        case .otherNodeAllowed: return "The address of another node would be allowed."
        case .hostNetworkClient(let labelsAllow):
            return
                "But the client uses its node's network (hostNetwork): policies mostly see an address of the node, which \(labelsAllow ? "none of them allows" : "they may allow")."
        case .blockHoldsPod:
            return "An ipBlock of its policies holds the address; whether that counts for a Pod depends on the network."
        case .blockMayHoldPod: return "An ipBlock of its policies may hold the address, which no manifest states."
        case .blockHoldsVirtualIP(let block):
            return
                "The block \(block) holds the Service's virtual IP, but that is replaced before policies see the connection: they see the Pod's address."
        case .exceptions(let blocks, let isAllowed): return "Addresses in \(some(blocks)) are \(isAllowed ? "allowed" : "refused")."
        case .controllerUnknown(let pod, let admitted, let transport, let port):
            return
                "These manifests do not show the controller's Pods, and the policies of \(pod) let in only \(some(admitted)) on \(transport.rawValue) \(port): it depends on whether the controller's are among them."
        case .unread(let objects):
            return
                "But \(some(objects.map { "\($0)" })) \(objects.count == 1 ? "is" : "are") not read by podpath, and may decide otherwise."
        case .mayMeanServer(let policy, let rule):
            return
                "But \(policy), egress rule \(rule) is for port 53 of Pods with labels that may be those of the DNS server, which these manifests do not hold."
        case .holdsForAll: return "The same holds for every other Pod that may be picked."
        case .fromAnotherNode(let client, let events):
            return
                "That holds where \(who(client)) runs on the node that it asks; from another node its policies see that node's address: \(policies(events))"
        }
    }

    private static func node(_ name: String?) -> String { name.map { "node \($0)" } ?? "a node" }

    // MARK: A policy and its rule

    static func statement(_ statement: PolicyStatement) -> Sentence {
        let (end, way) = (self.end(statement.end), statement.direction.field)
        let what: Sentence =
            "\(self.what(statement)) \(statement.direction == .ingress ? "from" : "to") \(self.end(statement.other))"
        let sentence: Sentence
        switch statement.reason {
        case .itself: sentence = "\(end) may always connect to itself; no policy prevents that."
        case .outside: sentence = "\(end) is outside of the cluster, where no policy of it holds."
        case .ownNode(let node):
            sentence =
                "\(self.end(statement.other)) is an address of Node \(node), the node that \(end) runs on; a Pod's own node may always connect to it, and it to the node."
        case .nothingSelects: sentence = "No policy found in these manifests selects \(end) for \(way), so \(what) is allowed."
        case .nothingMatches(let policies):
            sentence =
                "No rule of \(names(policies)) matches \(what), and no NetworkPolicy selects \(end) for \(way), so it is allowed."
        case .isolated(let policies, let haveRules):
            let verb = policies.count == 1 ? "selects" : "select"
            let none = haveRules ? ", and no rule of \(policies.count == 1 ? "it" : "theirs") allows" : " without a rule, so nothing allows"
            sentence = "\(names(policies)) \(verb) \(end) for \(way)\(none) \(what)."
        case .rule(let policy, let number, let name, let allows):
            let own = name.map { " (\(Quoted($0)))" } ?? ""
            sentence = "\(policy), \(way) rule \(number)\(own) \(allows ? "allows" : "denies") \(what)."
        }
        guard statement.isOnNodeNetwork else { return sentence }
        return
            "\(sentence) The Pod uses the node's network (hostNetwork): whether a NetworkPolicy holds for it is undefined, and most networks ignore it."
    }

    private static func what(_ statement: PolicyStatement) -> String {
        switch statement.what {
        case .port(let transport, let port): return "\(transport.rawValue) \(port)"
        case .ports(let ports?): return ports
        case .ports(nil):
            if case .isolated = statement.reason { return "anything" }
            return "everything"
        }
    }

    private static func end(_ end: PolicyStatement.End) -> Sentence {
        switch end {
        case .object(let object): "\(object)"
        case .address(let address): "\(address: .stated(address))"
        case .anyAddress(let family): "any \(family.rawValue) address outside"
        case .someAddress: "an address outside"
        case .nodeInPlace(let node): "the address of \(self.node(node)), which policies see in place of the client's"
        case .ingressController: "the ingress controller"
        case .unknownPod: "a Pod that is not in these manifests"
        }
    }

    /// The policies by name, at most three.
    static func names(_ policies: [ObjectReference]) -> Sentence {
        let names = policies.prefix(3).map { Sentence(.object($0)) }
        return policies.count > 3 ? "\(joined(names, ", ")) and \(policies.count - 3) more policies" : list(names)
    }
}

extension PolicyPiece {
    /// Which policy and rule, in a sentence.
    package var why: String { English.statement(statement).plain }
}

extension PolicyDecision {
    /// Which policy and rule, in a sentence.
    package var why: String { English.statement(statement).plain }
}

extension AbsentConnection {
    /// Which policy and rule allows it, in a sentence.
    package var why: String {
        "\(policy), \(direction.field) rule \(rule + 1) allows \(ports == .all ? "everything" : ports.text) \(direction == .ingress ? "from" : "to") \(peer.words), which these manifests do not hold."
    }
}
