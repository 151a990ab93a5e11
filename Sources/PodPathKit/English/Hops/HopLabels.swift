import KubeCluster
import KubeManifest

/// A hop in a few words: what stands on its arrow.
extension English {
    static func label(of hop: CommunicationPath.Hop) -> Sentence {
        switch hop.shortForm {
        case .question(let name): "\(name)?"
        case .address(let address): "\(address: address)"
        case .endpoint(let address, let port, let transport):
            Sentence([.address(address), .port(lead: ":", .stated(number(port, transport)))])
        case .port(let number): Sentence(.port(lead: ":", number.map { String($0) }))
        case .hostPort(let number): "\(":", port: number)"
        case .container(let name?, let port): "\(name: name) \(":", port: port)"
        case .container(nil, let port): "\(":", port: port)"
        case .node(let name): name.isEmpty ? "any node" : "node \(name: name)"
        case .host(let name), .request(let name): "\(name)"
        case .alias(let name): "CNAME \(name)"
        case .oneOf(let count): "one of \(count)"
        case .builtIn(let server): "\(server.name)"
        case .gap(let gap): "\(gap.text)"
        case .policy(let direction, let label, let isRefused):
            isRefused ? policyLabel(label) : "\(direction.field): \(policyLabel(label))"
        case .notServed(let port): port.map { "no port \($0.text)" } ?? "no port"
        case .hostsFile: "/etc/hosts"
        case .outside: "outside"
        case .noAddress: "no address"
        case .noSuchName: "no such name"
        case .notFromOutside: "not from outside"
        case .unknownAddress: "unknown address"
        case .notRead: "not read"
        case .noWayIn: "no way in"
        case .nodesOwnAddress: "the node's own address"
        case .noSuchPath: "no such path"
        case .leadsNowhere: "leads nowhere"
        case .noPort: "no port"
        case .noSuchPort: "no such port"
        case .noReadyEndpoint: "no ready endpoint"
        case .noneOnNode: "none on this node"
        case .notInRanges: "not in the ranges"
        case .dependsOnAddress: "depends on the address"
        }
    }

    /// `allowed by web`, `refused by policies web and db`, `no policy`.
    private static func policyLabel(_ label: PolicyLabel) -> Sentence {
        switch label {
        case .allowed(let name): "allowed by \(name: name)"
        case .noPolicy: "no policy"
        case .refused(let names): "refused by \(names.count == 1 ? "policy" : "policies") \(some(names))"
        case .ownNode: "its own node"
        case .dependsOnNode: "depends on the node"
        case .dependsOnAddress: "depends on the address"
        case .dependsOnController: "depends on the controller's Pods"
        case .notAllRead: "not all policies are read"
        }
    }
}
