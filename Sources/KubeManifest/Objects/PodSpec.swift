/// What a Pod runs and how it is named and reached: `spec` of a Pod, or of a workload's template.
///
/// A class, because all Pods of a template share it.
public final class PodSpec: Sendable {
    public let hostname: Located<String>?
    public let subdomain: Located<String>?
    public let hostnameOverride: Located<String>?
    public let setHostnameAsFQDN: Bool
    public let hostNetwork: Bool
    public let nodeName: String?
    /// Nil where the spec leaves it all to the defaults.
    public let dns: PodDNS?
    public let containers: [Container]
    /// Init containers; those that restart always are sidecars and keep running.
    public let initContainers: [Container]
    /// Volumes made from ConfigMaps and Secrets.
    public let volumes: [ConfigurationVolume]
    /// Whether containers get a variable for each Service of their namespace: the default.
    public let enableServiceLinks: Bool
    /// The containers that serve while the Pod runs, in the order in which a named port is looked up (R67).
    public let servingContainers: [Container]

    package init(_ reader: inout FieldReader, _ spec: ManifestNode?) {
        reader.check(spec, Self.rules)
        hostname = reader.string(spec, "hostname")
        subdomain = reader.string(spec, "subdomain")
        hostnameOverride = reader.string(spec, "hostnameOverride")
        setHostnameAsFQDN = reader.bool(spec, "setHostnameAsFQDN") ?? false
        hostNetwork = reader.bool(spec, "hostNetwork") ?? false
        nodeName = reader.string(spec, "nodeName")?.value
        dns = PodDNS(&reader, spec)
        containers = Container.list(&reader, spec, "containers")
        initContainers = Container.list(&reader, spec, "initContainers")
        volumes = ConfigurationVolume.list(&reader, spec)
        enableServiceLinks = reader.bool(spec, "enableServiceLinks") ?? true
        let sidecars = initContainers.filter(\.restartsAlways)
        servingContainers = sidecars.isEmpty ? containers : containers + sidecars
    }
}

public struct Container: Sendable {
    public let name: String
    public let image: String?
    public let ports: [ContainerPort]
    /// `restartPolicy: Always` on an init container makes it a sidecar.
    public let restartsAlways: Bool
    /// Nil where the container is given nothing: no variables, arguments or files.
    public let configuration: ContainerConfiguration?
    public let mark: Mark
}

public struct ContainerPort: Sendable {
    public let name: String?
    public let number: Int
    public let transport: TransportProtocol
    /// A port of the node that leads straight to this container.
    public let hostPort: Int?
    public let mark: Mark
    let container: ItemPath
    let position: Int

    /// `spec.containers[0].ports[1]`, within the object.
    public var field: String { "\(container).ports[\(position)]" }
}

extension Container {
    fileprivate static func list(_ reader: inout FieldReader, _ spec: ManifestNode?, _ key: StaticString) -> [Container] {
        guard let spec else { return [] }
        var list: [Container] = []
        let (parent, listName) = (reader.root.path(to: spec), "\(key)")
        for (position, item) in reader.numbered(spec, key) {
            let path = ItemPath(parent: parent, list: listName, position: position)
            let name = reader.string(item, "name")
            list.append(
                Container(
                    name: name.flatMap { $0.value.isEmpty ? nil : $0.value } ?? "container-\(list.count)",
                    image: reader.string(item, "image")?.value,
                    ports: ports(&reader, item, path), restartsAlways: reader.string(item, "restartPolicy")?.value == "Always",
                    configuration: ContainerConfiguration(&reader, item, path),
                    mark: item.mark))
        }
        return list
    }

    private static func ports(_ reader: inout FieldReader, _ container: ManifestNode, _ path: ItemPath) -> [ContainerPort] {
        var list: [ContainerPort] = []
        for (position, item) in reader.numbered(container, "ports") {
            let name = reader.portName(item, "name")
            let transport = reader.enumeration(item, "protocol", TransportProtocol.self)?.value ?? .tcp
            // 0 is no host port, as if it were left out.
            let hostPort = item["hostPort"].map { $0.isText("0") } ?? false ? nil : reader.port(item, "hostPort")?.value
            guard let number = reader.port(item, "containerPort") else {
                if reader.present(item, "containerPort") == nil {
                    reader.missing("containerPort", in: item, "it is the number that the container listens on.")
                }
                continue
            }
            list.append(
                ContainerPort(
                    name: name?.value, number: number.value, transport: transport, hostPort: hostPort, mark: number.mark,
                    container: path, position: position))
        }
        return list
    }
}
