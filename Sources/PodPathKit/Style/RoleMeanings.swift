/// What a role means, in a few words: the legend's.
extension FigureStyle {
    static func meaning(_ role: Figure.Element.Role) -> String {
        switch role {
        case .pod, .workload: "Pod, workload"
        case .podNotSelected: "Pod that is not selected"
        case .podNotReady: "Pod that is not ready"
        case .service: "Service with a virtual IP"
        case .headlessService: "headless Service: no virtual IP"
        case .externalNameService: "Service that is another name"
        case .endpointSlice: "EndpointSlice"
        case .ingress: "rules of an Ingress or a route"
        case .controller: "controller: Pods that no Ingress names"
        case .namespace: "namespace, as a name"
        case .node: "Node"
        case .outside: "outside the cluster"
        case .missing: "not found in these manifests"
        case .folded: "several in one box"
        case .dns: "the cluster's DNS"
        case .anyPod: "any Pod"
        case .gone: "is gone after the change"
        case .agent: "program on every node"
        case .packet: "packet between the nodes"
        }
    }

    static func meaning(_ role: Figure.Chip.Role) -> String {
        switch role {
        case .match: "label that a selector asks for"
        case .noMatch: "label that does not match"
        case .servicePorts: "Service in front, its ports"
        case .rule: "whom a rule of the policy names"
        case .entrance: "way in from outside"
        case .unreached: "call that does not arrive, and why"
        case .appeared: "there after the change"
        case .vanished: "there before the change"
        }
    }

    static func meaning(_ role: Figure.Connection.Role) -> String {
        switch role {
        case .traffic: "traffic"
        case .lookup: "DNS question and answer"
        case .selects: "selects; no traffic"
        case .missing: "leads to what is missing"
        case .denied: "refused, or does not arrive"
        case .holds: "holds"
        case .order: ""
        }
    }
}
