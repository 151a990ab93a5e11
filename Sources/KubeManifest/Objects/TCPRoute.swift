/// A TCPRoute: all connections to a port.
extension ObjectKind {
    static let tcpRoute = ObjectKind("TCPRoute", GatewayRoute.connectionVersions) {
        GatewayRoute(connectionsOf: &$0, kind: "TCPRoute", defaultNamespace: $1, namesHosts: false)
    }
}
