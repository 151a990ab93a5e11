/// What a Pod runs and how it is named and reached: `spec` of a Pod, or of a workload's template.
///
/// A class, because all Pods of a template share it.
package final class PodSpec: Sendable {
    package let hostname: Located<String>?
    package let subdomain: Located<String>?
    package let hostnameOverride: Located<String>?
    package let setHostnameAsFQDN: Bool
    package let hostNetwork: Bool
    package let nodeName: String?
    /// Nil where the spec leaves it all to the defaults.
    package let dns: PodDNS?
    package let containers: [Container]
    /// Init containers; those that restart always are sidecars and keep running.
    package let initContainers: [Container]
    /// Volumes made from ConfigMaps and Secrets.
    package let volumes: [ConfigurationVolume]
    /// Whether containers get a variable for each Service of their namespace: the default.
    package let enableServiceLinks: Bool
    /// The containers that serve while the Pod runs, in the order in which a named port is looked up (R67).
    package let servingContainers: [Container]

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

package struct Container: Sendable {
    package let name: String
    package let image: String?
    package let ports: [ContainerPort]
    /// `restartPolicy: Always` on an init container makes it a sidecar.
    package let restartsAlways: Bool
    /// It is ready only once a probe says so: its readiness probe, or the startup probe before that (kubelet: prober_manager.go,
    /// UpdatePodStatus).
    package let isReadyLater: Bool
    /// Nil where the container is given nothing: no variables, arguments or files.
    package let configuration: ContainerConfiguration?
    package let mark: Mark
}

package struct ContainerPort: Sendable {
    package let name: String?
    package let number: Int
    package let transport: TransportProtocol
    /// A port of the node that leads straight to this container.
    package let hostPort: Int?
    package let mark: Mark
    let container: ItemPath
    let position: Int

    /// `spec.containers[0].ports[1]`, within the object.
    package var field: String { "\(container).ports[\(position)]" }
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
                    isReadyLater: reader.present(item, "readinessProbe") != nil || reader.present(item, "startupProbe") != nil,
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
