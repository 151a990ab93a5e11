import KubeCluster
import KubeManifest

/// The end of a path: straight to an address, and the container that takes the connection.
extension English {
    static func direct(_ event: DirectEvent) -> Sentence {
        switch event {
        case .loopback: return "The address is the Pod itself (loopback): nothing leaves it."
        case .connects(let client, let list, let count):
            let one: Sentence = count == 1 ? endpoints(list) : "one of \(count) Pods: \(endpoints(list))"
            return "\(who(client)) connects straight to \(one). No address and no port is rewritten."
        case .port(let advice): return sentence(advice)
        case .notTurned(let port, let target, let listening, let isDeclared):
            return
                "A headless Service turns no port into another: its port \(port) has targetPort \(target), but clients reach the Pod as they ask. \(isDeclared ? "The Pod declares" : "Its targetPort is") \(listening): did you mean :\(listening)?"
        case .firstDeclared: return "No port was named; this is the first that the Pod declares."
        case .noPort(let port, let target, let nearest):
            let asked = port.map { "has a port named \($0.text)" } ?? "declares a port, and none was named"
            return
                "No container of the Pod \(asked): say a number, as in \(target):8080.\(nearest.map { " Did you mean :\($0)?" } ?? "")"
        case .ended(let phase): return "The Pod has ended (phase \(phase ?? "")): nothing listens any more."
        case .terminating: return "The Pod is shutting down."
        case .notReady: return "The Pod is not ready; at its own address that stops no connection."
        case .node(let name, let isFromOutside):
            return
                "The address is that of node \(name: name). No Service found in these manifests opens this port there\(isFromOutside ? "." : "; what else listens on the node, manifests do not say.")"
        case .leaves(let client, let name, let port):
            let port: Sentence = port.map { "\(", port ", port: $0.text)" } ?? ""
            return
                "\(connects(client)) \(name)\(port), outside the cluster. On the way the address of the Pod is usually replaced by that of its node; what is there, manifests do not say."
        }
    }

    static func container(_ event: ContainerEvent) -> Sentence {
        switch event {
        case .declares(let container, let port, let name, let isOfMany):
            return
                "\(isOfMany ? "In each Pod, container" : "Container") \(name: container) declares \("containerPort ", port: port)\(name.map { ", named \($0)" } ?? "")."
        case .declaresNone(let port, let isOfMany, let only):
            return
                "No container \(isOfMany ? "of these Pods " : "")declares \("port ", port: port); Kubernetes does not need it, a declared port is only information.\(only.map { " Whether \($0) listens there, its image decides." } ?? "")"
        }
    }

    // MARK: The whole path

    static func failing(_ share: CommunicationPath.Share) -> String {
        "\(share.count) of \(share.of) kinds of Pods that may be picked cannot be reached: a connection works or fails by which of them it gets."
    }

    static func remark(_ remark: PathRemark) -> String {
        switch remark {
        case .wayToController:
            return
                "How requests get to the controller of Ingresses and routes (public DNS, its own Service, a load balancer) is not followed here."
        case .omitted(let branches): return omitted(branches)
        case .unreadPolicies(let sentence): return sentence
        case .noPolicy: return "No policy was found in these manifests; without one, every Pod may connect to every other."
        case .notShown(let hasPolicies):
            return
                "Manifests cannot show \(hasPolicies ? "whether the cluster's network enforces policies, " : "")what firewalls and routes do, or whether the application listens."
        }
    }

    static func omitted(_ branches: OmittedBranches) -> String {
        let verdicts = branches.verdicts
        let counts = CommunicationPath.Verdict.allCases.compactMap { verdict -> String? in
            let number = verdicts.count { $0 == verdict }
            if number == verdicts.count { return number == 1 ? verdict.rawValue : "all \(verdict.rawValue)" }
            return number == 0 ? nil : "\(number) \(verdict.rawValue)"
        }
        return "And \(count(verdicts.count, "more kind")) of Pods, \(list(counts)) (--limit path-branches=\(branches.limit))."
    }
}
