/// A Gateway (gateway.networking.k8s.io): listeners, to which routes attach. What answers there is made by its class's controller.
package struct Gateway: ManifestObject {
    package struct Listener: Sendable {
        package let name: String
        /// Nil for any host.
        package let hostname: Located<String>?
        package let port: Located<Int>?
        /// `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP`, or one of a controller's own.
        package let transport: Located<String>?
        package let tlsMode: String?
        package let allowedNamespaces: AllowedNamespaces
        package let allowedNamespacesMark: Mark?
        /// Kinds of routes; empty for those that go with the protocol.
        package let allowedKinds: [Located<String>]
        package let mark: Mark
        package let field: String

        /// Requests come in under TLS, which ends here.
        package var endsTLS: Bool { transport?.value == "HTTPS" || transport?.value == "TLS" && tlsMode != "Passthrough" }
    }

    /// Whose routes may attach: `allowedRoutes.namespaces`.
    package enum AllowedNamespaces: Sendable {
        /// The Gateway's own: the default.
        case same
        case all
        case none
        case selector(LabelSelector)
    }

    package let metadata: ObjectMetadata
    package let className: Located<String>?
    package let listeners: [Listener]
    /// Whose ListenerSets may add listeners: `allowedListeners.namespaces`, none unless it says so.
    package let allowedListenerSets: AllowedNamespaces
    /// Addresses that are asked for, or that the status says.
    package let addresses: [String]
}

extension ObjectKind {
    static let gateway = ObjectKind("Gateway", GatewayRoute.versions) { Gateway(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var gateways: [Gateway] { self[Gateway.self] }
}

extension Gateway {
    private enum From: String, CaseIterable {
        case all = "All"
        case same = "Same"
        case selector = "Selector"
        case none = "None"
    }
    private enum TLSMode: String, CaseIterable {
        case terminate = "Terminate"
        case passthrough = "Passthrough"
    }

    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Gateway", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.schema = .custom
        let spec = reader.mapping(reader.root, "spec")
        if spec == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it lists the Gateway's listeners.")
        }
        className = reader.string(spec, "gatewayClassName")
        if let spec, className == nil, reader.present(spec, "gatewayClassName") == nil {
            reader.missing("gatewayClassName", in: spec, "it says which controller makes the Gateway.")
        }
        let allowed = reader.mapping(reader.mapping(spec, "allowedListeners"), "namespaces")
        allowedListenerSets = Self.allowed(&reader, allowed).namespaces ?? .none
        // Listeners of its own may be left out where ListenerSets bring some (Gateway API 1.5).
        listeners = Self.listeners(&reader, spec, mayBeEmpty: allowed != nil)
        addresses = (reader.mappings(reader.mapping(reader.root, "status"), "addresses") + reader.mappings(spec, "addresses")).compactMap {
            reader.string($0, "value")?.value
        }
    }

    static func listeners(_ reader: inout FieldReader, _ spec: ManifestNode?, mayBeEmpty: Bool = false) -> [Listener] {
        let listeners = reader.indexedMappings(spec, "listeners", limit: 64).map { listener(&reader, $1, "spec.listeners[\($0)]") }
        if !mayBeEmpty, let spec, listeners.isEmpty, reader.present(spec, "listeners")?.isSequence ?? true {
            reader.missing("listeners", in: spec, "at least one is needed.")
        }
        checkUnique(listeners, &reader)
        return listeners
    }

    /// `namespaces` with `from` and `selector`; nil where it says nothing.
    private static func allowed(
        _ reader: inout FieldReader, _ namespaces: ManifestNode?
    ) -> (namespaces: AllowedNamespaces?, mark: Mark?) {
        let from = reader.enumeration(namespaces, "from", From.self)
        let selector = LabelSelector(&reader, namespaces, "selector")
        switch from?.value {
        case .all?: return (.all, from?.mark)
        case .none?: return (AllowedNamespaces.none, from?.mark)
        case .selector?:
            if let namespaces, selector == nil, reader.present(namespaces, "selector") == nil {
                reader.missing("selector", in: namespaces, "from: Selector picks namespaces by their labels.")
            }
            return (selector.map { .selector($0) } ?? AllowedNamespaces.none, from?.mark)
        case .same?: return (.same, from?.mark)
        case nil: return (nil, namespaces?.mark)
        }
    }

    private static func listener(_ reader: inout FieldReader, _ item: ManifestNode, _ field: String) -> Listener {
        for (key, why) in [
            ("name" as StaticString, "routes name it as sectionName."), ("port", "a listener needs one."),
            ("protocol", "it is HTTP, HTTPS, TLS, TCP or UDP."),
        ]
        where reader.present(item, key) == nil {
            reader.missing(key.description, in: item, why)
        }
        let name = reader.string(item, "name")?.value ?? ""
        let hostname = reader.host(item, "hostname")
        let transport = reader.string(item, "protocol")
        let tls = reader.mapping(item, "tls")
        let mode = reader.enumeration(tls, "mode", TLSMode.self)
        if let tls, let transport, ["HTTP", "TCP", "UDP"].contains(transport.value) {
            reader.report(
                .error, "conflicting-fields",
                "\(field) has tls, but protocol \(transport.value) knows none. Write protocol: HTTPS, or remove tls.",
                at: tls)
        }
        if let hostname, let transport, ["TCP", "UDP"].contains(transport.value), let node = item["hostname"] {
            reader.report(
                .error, "conflicting-fields",
                "\(field) has the hostname \(Quoted(hostname.value)), but protocol \(transport.value) knows no names.",
                at: node)
        }
        if mode?.value == .passthrough, transport?.value == "HTTPS", let node = tls?["mode"] {
            reader.report(
                .error, "conflicting-fields",
                "\(field) has tls.mode Passthrough, but under HTTPS the Gateway ends TLS. Write protocol: TLS.", at: node)
        }
        let allowed = reader.mapping(item, "allowedRoutes")
        let namespaces = Self.allowed(&reader, reader.mapping(allowed, "namespaces"))
        return Listener(
            name: name, hostname: hostname, port: reader.port(item, "port"), transport: transport, tlsMode: mode?.value.rawValue,
            allowedNamespaces: namespaces.namespaces ?? .same, allowedNamespacesMark: namespaces.mark,
            allowedKinds: reader.mappings(allowed, "kinds").compactMap { reader.string($0, "kind") }, mark: item.mark, field: field)
    }

    /// Names are unique within a Gateway, and so is each triple of port, protocol and hostname.
    private static func checkUnique(_ listeners: [Listener], _ reader: inout FieldReader) {
        var names: [String: Listener] = [:]
        var places: [[String]: Listener] = [:]
        for listener in listeners {
            let place = [listener.port.map { String($0.value) } ?? "", listener.transport?.value ?? "", listener.hostname?.value ?? ""]
            let what: (text: String, earlier: Listener)? =
                if !listener.name.isEmpty, let earlier = names[listener.name] {
                    ("the name \(Quoted(listener.name))", earlier)
                } else if let earlier = places[place], listener.port != nil {
                    ("port, protocol and hostname", earlier)
                } else {
                    nil
                }
            if let what {
                reader.report(
                    .error, "duplicate-listener", "\(listener.field) repeats \(what.text) of \(what.earlier.field).", at: listener.mark,
                    field: listener.field, notes: [.init("first used here", at: what.earlier.mark.location(in: reader.file))])
            }
            if names[listener.name] == nil { names[listener.name] = listener }
            if places[place] == nil { places[place] = listener }
        }
    }
}
