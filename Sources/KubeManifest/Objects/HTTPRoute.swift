/// An HTTPRoute: requests told apart by host, path, method, headers and query.
enum HTTPRoute {
    static func read(_ reader: inout FieldReader, defaultNamespace: String) -> GatewayRoute? {
        GatewayRoute(&reader, kind: "HTTPRoute", defaultNamespace: defaultNamespace, match: match)
    }

    private static func match(_ reader: inout FieldReader, _ item: ManifestNode?, _ field: String) -> GatewayRoute.Match {
        let path = reader.mapping(item, "path")
        let type = reader.enumeration(path, "type", GatewayRoute.Match.PathType.self)?.value ?? .pathPrefix
        let value = reader.string(path, "value").flatMap { $0.value.isEmpty ? nil : $0 }
        if let value, let path, type != .regularExpression { reader.checkURLPath(value, path, "value", refusesFragments: true) }
        let headers = reader.mappings(item, "headers").compactMap { condition(&reader, $0, "header") }
        let query = reader.mappings(item, "queryParams").compactMap { condition(&reader, $0, "query") }
        return GatewayRoute.Match(
            path: value?.value ?? "/", pathType: type, method: reader.string(item, "method")?.value, conditions: headers + query,
            written: value,
            field: field)
    }

    static func condition(_ reader: inout FieldReader, _ item: ManifestNode, _ what: String) -> String? {
        guard let name = reader.string(item, "name") else {
            reader.missing("name", in: item, "it is the name of the \(what).")
            return nil
        }
        let isPattern = reader.string(item, "type")?.value == "RegularExpression"
        return "\(what) \(name.value)\(isPattern ? "~" : "=")\(reader.string(item, "value")?.value ?? "")"
    }
}

extension ObjectKind {
    static let httpRoute = ObjectKind("HTTPRoute", GatewayRoute.versions) { HTTPRoute.read(&$0, defaultNamespace: $1) }
}
