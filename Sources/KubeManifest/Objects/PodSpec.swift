/// What a Pod runs and how it is named and reached: `spec` of a Pod, or of a workload's template.
public struct PodSpec: Sendable {
    public var hostname: Located<String>?
    public var subdomain: Located<String>?
    public var hostnameOverride: Located<String>?
    public var setHostnameAsFQDN = false
    public var hostNetwork = false
    public var nodeName: String?
    public var containers: [Container] = []
    /// Init containers; those that restart always are sidecars and keep running.
    public var initContainers: [Container] = []

    /// The containers that serve while the Pod runs, in the order in which a named port is looked up (R67).
    public var servingContainers: [Container] { containers + initContainers.filter(\.restartsAlways) }
}

public struct Container: Sendable {
    public let name: String
    public let image: String?
    public let ports: [ContainerPort]
    /// `restartPolicy: Always` on an init container makes it a sidecar.
    public let restartsAlways: Bool
    public let mark: Mark
}

public struct ContainerPort: Sendable {
    public let name: String?
    public let number: Int
    public let transport: TransportProtocol
    /// A port of the node that leads straight to this container.
    public let hostPort: Int?
    public let mark: Mark
    /// `spec.containers[0].ports[1]`, within the Pod or the template.
    public let field: String
}

extension PodSpec {
    package init(_ reader: inout FieldReader, _ spec: ManifestNode?) {
        guard let spec else { return }
        hostname = reader.string(spec, "hostname")
        subdomain = reader.string(spec, "subdomain")
        hostnameOverride = reader.string(spec, "hostnameOverride")
        setHostnameAsFQDN = reader.bool(spec, "setHostnameAsFQDN") ?? false
        hostNetwork = reader.bool(spec, "hostNetwork") ?? false
        nodeName = reader.string(spec, "nodeName")?.value
        containers = Self.containers(&reader, spec, "containers")
        initContainers = Self.containers(&reader, spec, "initContainers")
        if containers.isEmpty, reader.present(spec, "containers") == nil {
            reader.missing("containers", in: spec, "a Pod runs at least one container.")
        }
    }

    private static func containers(_ reader: inout FieldReader, _ spec: ManifestNode, _ key: StaticString) -> [Container] {
        var list: [Container] = []
        for item in reader.mappings(spec, key) {
            let name = reader.string(item, "name")
            if name == nil { reader.missing("name", in: item, "a container needs a name.") }
            list.append(
                Container(
                    name: name?.value ?? "container-\(list.count)", image: reader.string(item, "image")?.value,
                    ports: ports(&reader, item), restartsAlways: reader.string(item, "restartPolicy")?.value == "Always",
                    mark: item.mark))
        }
        return list
    }

    private static func ports(_ reader: inout FieldReader, _ container: ManifestNode) -> [ContainerPort] {
        var list: [ContainerPort] = []
        for item in reader.mappings(container, "ports") {
            let name = reader.portName(item, "name")
            let transport = reader.enumeration(item, "protocol", TransportProtocol.self)?.value ?? .tcp
            let hostPort = reader.port(item, "hostPort")?.value
            guard let number = reader.port(item, "containerPort") else {
                if reader.present(item, "containerPort") == nil {
                    reader.missing("containerPort", in: item, "it is the number that the container listens on.")
                }
                continue
            }
            list.append(
                ContainerPort(
                    name: name?.value, number: number.value, transport: transport, hostPort: hostPort, mark: number.mark,
                    field: reader.root.path(to: item)))
        }
        return list
    }
}
