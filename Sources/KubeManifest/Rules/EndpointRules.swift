extension Endpoints {
    /// validateEndpointSubsets with its parts (kubernetes: pkg/apis/core/validation/validation.go).
    static let rules = FieldTable(
        [
            .init("subsets[]", .satisfies(checkSubset), "Write addresses or notReadyAddresses."),
            .init("subsets[].ports", .satisfies(checkPortNames), "With several ports each needs one."),
            .init("subsets[].ports[].name", .form(.dnsLabel), as: "invalid-port-name"),
            .init("subsets[].ports[]", .needs("port"), "it is a number from 1 to 65535."),
            .init("subsets[].ports[].port", .number(1...65_535), as: "port-out-of-range"),
            .init("subsets[].ports[].appProtocol", .form(.qualifiedName, emptyIsAbsent: false)),
        ]
            + ["addresses", "notReadyAddresses"].flatMap { list -> [FieldTable.Row] in
                [
                    .init("subsets[].\(list)[]", .needs("ip"), "an endpoint needs an address."),
                    .init("subsets[].\(list)[].ip", .form(.ordinaryAddress)),
                    .init("subsets[].\(list)[].hostname", .form(.dnsLabel)),
                    .init("subsets[].\(list)[].nodeName", .form(.dnsSubdomain, emptyIsAbsent: false)),
                ]
            })

    private static func checkSubset(_ reader: inout FieldReader, _ subset: ManifestNode, _ row: FieldTable.Row) {
        let lists = [subset["addresses"], subset["notReadyAddresses"]].compactMap { $0 }
        if !lists.contains(where: { !$0.isNull && !$0.isEmptyCollection }) {
            row.report(&reader, "missing-field", "has no address", at: subset)
        }
    }

    private static func checkPortNames(_ reader: inout FieldReader, _ ports: ManifestNode, _ row: FieldTable.Row) {
        let items = Array(ports.elements)
        guard items.count > 1 else { return }
        for item in items where item["name"].map({ $0.isNull || $0.isEmptyText }) ?? true {
            row.report(&reader, "missing-port-name", "has no name", at: item)
        }
    }
}

extension EndpointSlice {
    /// ValidateEndpointSlice with its parts (kubernetes: pkg/apis/discovery/validation/validation.go).
    static let rules = FieldTable([
        .init("", .needs("addressType"), "it is IPv4, IPv6 or FQDN."),
        .init("addressType", .oneOf(["IPv4", "IPv6", "FQDN"])),
        .init("endpoints", .count(0...1000)),
        .init("endpoints[]", .needs("addresses"), "an endpoint has at least one address."),
        .init("endpoints[].addresses", .count(0...100)),
        .init("", .satisfies(checkAddresses)),
        .init("endpoints[].hostname", .form(.dnsLabel, emptyIsAbsent: false)),
        .init("endpoints[].nodeName", .form(.dnsSubdomain, emptyIsAbsent: false)),
        .init("ports", .count(0...20_000)),
        .init("ports", .satisfies(checkPortNames)),
        .init("ports[].name", .form(.dnsLabel), as: "invalid-port-name"),
        .init("ports[].appProtocol", .form(.qualifiedName, emptyIsAbsent: false)),
        .warning(
            "ports[].port", .number(1...65_535), as: "port-out-of-range",
            "An API server does not look at the ports of an EndpointSlice, but no connection can be made to this one."),
    ])

    /// By the slice's own type; of an unknown type nothing is known.
    private static func checkAddresses(_ reader: inout FieldReader, _ slice: ManifestNode, _ row: FieldTable.Row) {
        guard let endpoints = slice["endpoints"], let type = slice["addressType"]?.text else { return }
        for endpoint in endpoints.elements {
            guard let addresses = endpoint["addresses"] else { continue }
            for node in addresses.elements where node.isScalar {
                let text = node.text
                if type == "FQDN" {
                    guard let problem = TextForm.fullyQualifiedName.problem(text) else { continue }
                    row.report(&reader, "invalid-address", "is \(Quoted(text)); it is \(problem)", at: node)
                } else if let wanted = IPAddress.Family(rawValue: type), let address = IPAddress(paddedWithZeros: text) {
                    if address.family != wanted {
                        row.report(&reader, "invalid-address", "is \(Quoted(text)), but the slice's addressType is \(type)", at: node)
                    } else if let special = address.special {
                        row.report(
                            &reader, "invalid-address",
                            "is \(Quoted(text)), \(special) address, which nothing outside of one machine can reach",
                            at: node)
                    }
                }
            }
        }
    }

    /// A port without a name has the empty name, and that once.
    private static func checkPortNames(_ reader: inout FieldReader, _ ports: ManifestNode, _ row: FieldTable.Row) {
        var seen: Set<String> = []
        for item in ports.elements {
            let name = item["name"].flatMap { $0.isNull ? nil : $0 }
            if !seen.insert(name?.text ?? "").inserted {
                let what = name.map { $0.text.isEmpty ? "the empty name" : Quoted($0.text).description } ?? "the empty name"
                row.report(&reader, "duplicate-port", "repeats \(what); each port has a name of its own", at: name ?? item)
            }
        }
    }
}
