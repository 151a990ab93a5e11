/// A TLSRoute: connections under TLS, told apart by the name that the client asks for (SNI).
extension ObjectKind {
    static let tlsRoute = ObjectKind(
        "TLSRoute", GatewayRoute.connectionVersions, older: GatewayRoute.older(["v1alpha2", "v1alpha3"], before: "1.5")
    ) {
        GatewayRoute(connectionsOf: &$0, kind: "TLSRoute", defaultNamespace: $1, namesHosts: true)
    }
}
