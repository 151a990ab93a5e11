import KubeCluster
import KubeManifest

extension OverviewBox {
    /// A way in from outside: what clients ask for, as a chip of the box that it leads to, and why it is one.
    struct Entrance {
        /// `shop.example.com/cart`, `NodePort :30080`.
        let text: String
        /// All that the text stands for, where it counts.
        var meaning = ""
        var because: [Evidence] = []
        /// No manifest states the port.
        var isExample = false

        var sentence: String { meaning.nonEmpty ?? text }
        var chip: Figure.Chip { .init(text: text, role: .entrance) }

        /// Characters of hosts that are named in one line; of more it is told how many they are.
        private static let room = 30

        static func all(of service: ClusterService, _ cluster: Cluster) -> [Entrance] {
            ports(of: service.service, cluster) + all(cluster.routes(to: service).filter { $0.failure == nil })
        }

        private static func ports(of object: Service, _ cluster: Cluster) -> [Entrance] {
            var list: [Entrance] = []
            let because = [Evidence(object.metadata, field: "spec.type", value: object.type.rawValue, at: object.metadata.mark)]
            if object.type == .loadBalancer {
                list.append(Entrance(text: "LoadBalancer \(object.ports.map { ":\($0.port)" }.joined(separator: ", "))", because: because))
            } else if object.type == .nodePort {
                let ports = object.ports.compactMap { cluster.examples.nodePort(of: $0, object) }
                list.append(
                    Entrance(
                        text: "NodePort \(ports.map { ":\($0.text)" }.joined(separator: ", "))", because: because,
                        isExample: ports.contains(where: \.isIllustrative)))
            }
            if !object.externalIPs.isEmpty {
                list.append(
                    Entrance(text: "externalIPs \(object.externalIPs.map(\.description).joined(separator: ", "))", because: because))
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
            if text.count <= room { return [Entrance(text: text, because: because)] }
            // Two that do not fit into one line have a line each.
            if places.count == 2 { return places.map { Entrance(text: $0, because: because) } }
            let hosts = routes.map { $0.hostText }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let meaning = FigureWords.list(Array(places.prefix(20)) + (places.count > 20 ? ["\(places.count - 20) more"] : []))
            let name =
                hosts.count > 1 ? "\(hosts.count) hosts" : places.count > 1 ? "\(hosts[0]), \(places.count) paths" : text
            return [Entrance(text: name, meaning: meaning, because: because)]
        }

        /// `shop.example.com/cart`; the host alone where every path, or every one that no other rule takes, leads here.
        private static func place(_ route: IngressRoute) -> String {
            let path = route.path.map { $0 == "/" ? "" : $0 } ?? ""
            return "\(route.hostText)\(path)"
        }
    }
}
