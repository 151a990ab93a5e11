/// What TLSRoute, TCPRoute and UDPRoute have in common: they pass connections on as they are, and know no paths.
extension GatewayRoute {
    /// Served since Gateway API 1.6, TLSRoute since 1.5.
    static let connectionVersions = ["\(group)/v1"]

    static func older(_ versions: [String], before release: String) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: versions.map {
                ("\(group)/\($0)", "Gateway API before \(release), and later by its experimental channel alone")
            })
    }

    /// - Parameter namesHosts: the name that a client asks for under TLS (SNI) is looked at.
    package init?(connectionsOf reader: inout FieldReader, kind: String, defaultNamespace: String, namesHosts: Bool) {
        let isStable = reader.root["apiVersion"]?.text == Self.connectionVersions[0]
        self.init(&reader, kind: kind, defaultNamespace: defaultNamespace) { _, _, field in
            Match(path: nil, pathType: nil, method: nil, conditions: [], written: nil, field: field)
        }
        guard let spec = reader.root["spec"], spec.isMapping else { return }
        if namesHosts, isStable, reader.present(spec, "hostnames") == nil {
            reader.missing("hostnames", in: spec, "a TLSRoute tells connections apart by the names that clients ask for (SNI).")
        }
        if reader.present(spec, "rules") == nil { reader.missing("rules", in: spec, "it says where connections go.") }
        if isStable, let second = (spec["rules"]?.elements.map { $0 } ?? []).dropFirst().first {
            reader.report(
                .error, "too-many-items", "spec.rules has more than one rule; a \(kind) of version v1 has one. Write one route for each.",
                at: second)
        }
    }
}
