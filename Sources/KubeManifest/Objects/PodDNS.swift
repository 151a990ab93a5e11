/// What a Pod's spec says of its own resolver: `dnsPolicy`, `dnsConfig` and `hostAliases`.
package struct PodDNS: Sendable {
    package struct Option: Hashable, Sendable {
        package let name: String
        package let value: String?
    }

    package struct HostAlias: Hashable, Sendable {
        package let address: String
        package let hostnames: [String]
    }

    /// Nil where it is left out: ClusterFirst (R46).
    package let policy: Located<String>?
    /// `dnsConfig` is there, even if it is empty: kubelet then removes duplicates (R51).
    package let hasConfig: Bool
    package let nameservers: [String]
    package let searches: [String]
    package let options: [Option]
    package let hostAliases: [HostAlias]
}

extension PodDNS {
    /// - Returns: nil where the spec says nothing of it, as most do.
    init?(_ reader: inout FieldReader, _ spec: ManifestNode?) {
        let policy = reader.string(spec, "dnsPolicy").flatMap { $0.value.isEmpty ? nil : $0 }
        let config = reader.mapping(spec, "dnsConfig")
        let aliases = reader.mappings(spec, "hostAliases")
        if policy == nil, config == nil, aliases.isEmpty { return nil }
        self.policy = policy
        hasConfig = config != nil
        nameservers = reader.strings(config, "nameservers").map(\.value)
        searches = reader.strings(config, "searches").map(\.value)
        options = reader.mappings(config, "options").compactMap { item in
            reader.string(item, "name").map { Option(name: $0.value, value: reader.string(item, "value")?.value) }
        }
        hostAliases = aliases.compactMap { item in
            reader.string(item, "ip").map { HostAlias(address: $0.value, hostnames: reader.strings(item, "hostnames").map(\.value)) }
        }
        if policy?.value == "None", nameservers.isEmpty, let spec {
            reader.missing("dnsConfig.nameservers", in: spec, "dnsPolicy None needs at least one nameserver.")
        }
    }
}
