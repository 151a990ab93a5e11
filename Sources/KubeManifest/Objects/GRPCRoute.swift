/// A GRPCRoute: calls told apart by host, gRPC service, method and headers. On the wire a call's path is `/service/method`.
enum GRPCRoute {
    static func read(_ reader: inout FieldReader, defaultNamespace: String) -> GatewayRoute? {
        GatewayRoute(&reader, kind: "GRPCRoute", defaultNamespace: defaultNamespace, match: match)
    }

    private static func match(_ reader: inout FieldReader, _ item: ManifestNode?, _ field: String) -> GatewayRoute.Match {
        let call = reader.mapping(item, "method")
        let service = reader.string(call, "service").flatMap { $0.value.isEmpty ? nil : $0 }
        let method = reader.string(call, "method").flatMap { $0.value.isEmpty ? nil : $0 }
        let isPattern = reader.string(call, "type")?.value == "RegularExpression"
        if let call, service == nil, method == nil {
            reader.missing("service", in: call, "a match of a method names the gRPC service, the method or both.")
        }
        let headers = reader.mappings(item, "headers").compactMap { HTTPRoute.condition(&reader, $0, "header") }
        let path: String
        let type: GatewayRoute.Match.PathType
        switch (service?.value, method?.value) {
        case (let service?, let method?): (path, type) = ("/\(service)/\(method)", isPattern ? .regularExpression : .exact)
        case (let service?, nil): (path, type) = isPattern ? ("/\(service)/.+", .regularExpression) : ("/\(service)", .pathPrefix)
        case (nil, let method?): (path, type) = ("/.+/\(method)", .regularExpression)
        case (nil, nil): (path, type) = ("/", .pathPrefix)
        }
        return GatewayRoute.Match(
            path: path, pathType: type, method: nil, conditions: headers, written: service ?? method, field: field)
    }
}

extension ObjectKind {
    static let grpcRoute = ObjectKind("GRPCRoute", GatewayRoute.versions) { GRPCRoute.read(&$0, defaultNamespace: $1) }
}
