/// A UDPRoute: all datagrams to a port.
extension ObjectKind {
    static let udpRoute = ObjectKind("UDPRoute", GatewayRoute.connectionVersions, older: GatewayRoute.older(["v1alpha2"], before: "1.6")) {
        GatewayRoute(connectionsOf: &$0, kind: "UDPRoute", defaultNamespace: $1, namesHosts: false)
    }
}
