/// A UDPRoute: all datagrams to a port.
extension ObjectKind {
    static let udpRoute = ObjectKind("UDPRoute", GatewayRoute.connectionVersions) {
        GatewayRoute(connectionsOf: &$0, kind: "UDPRoute", defaultNamespace: $1, namesHosts: false)
    }
}
