import KubeCluster
import KubeManifest

extension OverviewBox {
    /// A way in from outside: what clients ask for, as a chip of the box that it leads to, and why it is one.
    struct Entrance {
        /// `shop.example.com/cart`, `NodePort :30080`.
        let text: Sentence
        /// All that the text stands for, where it counts.
        var meaning = Sentence()
        var because: [Evidence] = []

        var sentence: Sentence { meaning.isEmpty ? text : meaning }
        var chip: Figure.Chip { .init(text: text, role: .entrance) }

        /// Characters of hosts that are named in one line; of more it is told how many they are.
        private static let room = 30

        static func all(of service: ClusterService, _ cluster: Cluster) -> [Entrance] {
            ports(of: service, cluster) + all(cluster.routes(to: service).filter { $0.failure == nil })
        }

        private static func ports(of service: ClusterService, _ cluster: Cluster) -> [Entrance] {
            let object = service.service
            var list: [Entrance] = []
            let because = [Evidence(object.metadata, field: "spec.type", value: object.type.rawValue, at: object.metadata.mark)]
            if object.type == .loadBalancer {
                list.append(
                    Entrance(
                        text: "\(code: "LoadBalancer") \(English.joined(object.ports.map { English.short($0.port, .tcp) }, ", "))",
                        because: because))
            } else if object.type == .nodePort {
                list.append(Entrance(text: English.nodePorts(cluster.ports(of: service)), because: because))
            }
            if !object.externalIPs.isEmpty {
                list.append(
                    Entrance(
                        text: "\(code: "externalIPs") \(English.joined(object.externalIPs.map { English.address(.stated($0)) }, ", "))",
                        because: because))
            }
            return list
        }

        /// The hosts that Ingresses and Gateway routes lead here, each with its path where that is not the whole site, in the order of
        /// the manifests.
        static func all(_ routes: [IngressRoute]) -> [Entrance] {
            guard !routes.isEmpty else { return [] }
            let places = routes.map(place).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let because = IngressScene.limited(routes.flatMap(\.because))
            let text = places.joined(separator: ", ")
            if text.count <= room { return [Entrance(text: "\(name: text)", because: because)] }
            // Two that do not fit into one line have a line each.
            if places.count == 2 { return places.map { Entrance(text: "\(name: $0)", because: because) } }
            let hosts = routes.map { $0.hostText }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let meaning = Sentence(English.list(first: 20, of: places))
            let name: Sentence =
                hosts.count > 1 ? "\(hosts.count) hosts" : places.count > 1 ? "\(hosts[0]), \(places.count) paths" : "\(name: text)"
            return [Entrance(text: name, meaning: meaning, because: because)]
        }

        /// `shop.example.com/cart`; the host alone where every path, or every one that no other rule takes, leads here.
        private static func place(_ route: IngressRoute) -> String {
            let path = route.path.map { $0 == "/" ? "" : $0 } ?? ""
            return "\(route.hostText)\(path)"
        }
    }
}
