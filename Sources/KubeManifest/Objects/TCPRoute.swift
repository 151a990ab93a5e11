/// A TCPRoute: all connections to a port.
extension ObjectKind {
    static let tcpRoute = ObjectKind("TCPRoute", GatewayRoute.connectionVersions, older: GatewayRoute.older(["v1alpha2"], before: "1.6")) {
        GatewayRoute(connectionsOf: &$0, kind: "TCPRoute", defaultNamespace: $1, namesHosts: false)
    }
}
