/// Where an Ingress sends requests: a Service of its own namespace, or another object that its controller knows.
package struct IngressBackend: Sendable {
    package enum Target: Sendable {
        case service(Located<String>)
        case resource(ObjectReference)
    }

    package let target: Target
    /// A port of the Service, by number or by name; never one of its Pods.
    package let port: Located<PortReference>?
    package let mark: Mark
    package let field: String

    package var portField: String {
        if case .name? = port?.value { return "\(field).service.port.name" }
        return "\(field).service.port.number"
    }
}

extension IngressBackend {
    /// Nil where it names neither a Service nor a resource.
    package init?(_ reader: inout FieldReader, _ node: ManifestNode, field: String, _ namespace: String) {
        let service = reader.mapping(node, "service")
        let resource = reader.mapping(node, "resource")
        if service != nil, let resource {
            reader.report(
                .error, "conflicting-fields", "\(field) has a service and a resource; they exclude each other. Remove one.", at: resource)
        }
        mark = node.mark
        self.field = field
        if let service {
            guard let name = reader.string(service, "name"), !name.value.isEmpty else {
                if service["name"]?.isScalar ?? true { reader.missing("name", in: service, "it is the name of the Service.") }
                return nil
            }
            if !NameRules.isDNS1035Label(name.value), NameRules.isDNS1123Label(name.value), let node = service["name"] {
                reader.beginsWithDigit(name.value, at: node)
            } else if !NameRules.isDNS1035Label(name.value), let node = service["name"] {
                reader.report(
                    .error, "invalid-name",
                    "\(field).service.name \(Quoted(name.value)) is not valid: a Service of the Ingress's own namespace, without a domain: at most 63 lower-case letters, digits and '-', beginning with a letter.",
                    at: node)
            }
            target = .service(name)
            port = Self.port(&reader, service, field)
        } else if let resource {
            guard let kind = reader.string(resource, "kind"), let name = reader.string(resource, "name"), !kind.value.isEmpty,
                !name.value.isEmpty
            else { return nil }
            target = .resource(ObjectReference(kind: kind.value, namespace: namespace, name: name.value))
            port = nil
        } else {
            let isOld = node["serviceName"] != nil
            let remedy =
                isOld
                ? "serviceName and servicePort are of API versions that are gone: write service: {name: …, port: {number: …}}."
                : "a backend is a service or a resource."
            if reader.present(node, "service") == nil { reader.missing("service", in: node, remedy) }
            return nil
        }
    }

    private static func port(_ reader: inout FieldReader, _ service: ManifestNode, _ field: String) -> Located<PortReference>? {
        guard let port = reader.mapping(service, "port") else {
            if reader.present(service, "port") == nil {
                reader.missing("port", in: service, "write port: {number: …} or port: {name: …}, one of the Service's ports.")
            }
            return nil
        }
        let name = reader.portName(port, "name")
        let number = reader.port(port, "number")
        if name != nil, number != nil {
            reader.report(.error, "conflicting-fields", "\(field).service.port has a name and a number; write one of them.", at: port)
        }
        if let number { return Located(.number(number.value), at: number.mark) }
        if let name { return Located(.name(name.value), at: name.mark) }
        if reader.present(port, "number") == nil, reader.present(port, "name").map(\.isEmptyText) ?? true {
            reader.missing("number", in: port, "a port of the Service is given by its number or its name.")
        }
        return nil
    }
}
