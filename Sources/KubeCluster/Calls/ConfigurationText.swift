import KubeManifest

/// Everything that a workload's containers are given as text, with where each text stands.
struct ConfigurationText {
    /// Where a text stands; several where a ConfigMap's text comes by a reference.
    struct Place {
        let metadata: ObjectMetadata
        let field: Field
        let mark: Mark
        /// A ConfigMap's text, whose lines have places of their own.
        var entry: ConfigMap.Entry?
        /// The field of the workload that brings the ConfigMap in.
        var via: (field: String, mark: Mark)?
    }

    /// Which field it is; `path(of:)` writes it out where a call stands in it.
    enum Field {
        case path(String)
        /// By positions in the container's variables and in `containers`.
        case variable(Int, container: Int)
        case command(Int, container: Int)
        case argument(Int, container: Int)
    }

    /// Of fields that read the same in every replica.
    struct FieldKey: Hashable {
        let container: ItemPath
        let kind: UInt8
        let position: Int
    }

    struct Text {
        let text: String
        let source: AddressScanner.Source
        let place: Place

        var naming: Call.Naming {
            switch source {
            case .variable(let name): .variable(name)
            case .argument: .argument
            case .file, .script: .file(place.entry?.key ?? place.metadata.name)
            }
        }
    }

    private(set) var texts: [Text] = []
    private(set) var secrets: [(variable: String, secret: String, key: String?, field: String, mark: Mark)] = []
    private let owner: ObjectMetadata
    private let spec: PodSpec
    /// The init containers first, as they run.
    private let containers: [ContainerConfiguration]
    private let configMaps: [String: ConfigMap]
    private let links: [String: String]
    /// What is left of the budget (`Limits.configuration`); where it is used up, no entry of a ConfigMap is read any more.
    private(set) var budget: Int

    /// - Parameters:
    ///   - configMaps: those of the workload's namespace, by name.
    ///   - links: the variables that the kubelet makes for the Services of the namespace.
    ///   - budget: entries of ConfigMaps that may be read, a long variable and what one expands into counting as several.
    init(_ spec: PodSpec, of owner: ObjectMetadata, configMaps: [String: ConfigMap], links: [String: String], budget: Int) {
        self.budget = budget
        self.spec = spec
        self.owner = owner
        self.configMaps = configMaps
        self.links = spec.enableServiceLinks ? links : [:]
        containers = spec.initContainers.compactMap(\.configuration) + spec.containers.compactMap(\.configuration)
        for position in containers.indices { read(position) }
    }

    func path(of field: Field) -> String {
        switch field {
        case .path(let path): path
        case .variable(let position, let container): containers[container].field(of: containers[container].variables[position])
        case .command(let position, let container): "\(containers[container].field).command[\(position)]"
        case .argument(let position, let container): "\(containers[container].field).args[\(position)]"
        }
    }

    func key(of field: Field) -> FieldKey? {
        switch field {
        case .path: nil
        case .variable(let position, let container): key(of: containers[container].variables[position], containers[container])
        case .command(let position, let container): FieldKey(container: containers[container].path, kind: 2, position: position)
        case .argument(let position, let container): FieldKey(container: containers[container].path, kind: 3, position: position)
        }
    }

    private func key(of variable: ContainerConfiguration.Variable, _ container: ContainerConfiguration) -> FieldKey {
        FieldKey(container: container.path, kind: variable.isText ? 0 : 1, position: variable.position)
    }

    private mutating func read(_ index: Int) {
        let container = containers[index]
        var values: [String: String] = [:]
        for origin in container.origins { read(origin, of: container, &values) }
        for position in container.variables.indices { read(position, of: index, &values) }
        for (list, isCommand) in [(container.command, true), (container.arguments, false)] {
            for (position, item) in list.enumerated() {
                let text =
                    container.mayReferToVariables
                    ? Expansion.namespace(expanded(expanded(item.value, .kubernetes, values), .shell, values), owner.namespace)
                    : item.value
                texts.append(
                    Text(
                        text: text, source: .argument,
                        place: Place(
                            metadata: owner,
                            field: isCommand ? .command(position, container: index) : .argument(position, container: index),
                            mark: item.mark)))
            }
        }
        for mount in container.mounts { read(mount) }
    }

    private mutating func read(
        _ origin: ContainerConfiguration.Origin, of container: ContainerConfiguration, _ values: inout [String: String]
    ) {
        let field = container.field(of: origin)
        if origin.isSecret {
            secrets.append((origin.prefix + "…", origin.name, nil, field, origin.mark))
            return
        }
        guard let map = configMaps[origin.name] else { return }
        for entry in map.entries {
            guard take(entry, asVariable: true) else { return }
            let name = origin.prefix + entry.key
            if container.mayReferToVariables { values[name] = entry.text.value }
            texts.append(
                Text(
                    text: entry.text.value, source: .variable(name),
                    place: Place(
                        metadata: map.metadata, field: .path(entry.field), mark: entry.text.mark, entry: entry, via: (field, origin.mark))))
        }
    }

    private mutating func read(
        _ position: Int, of index: Int, _ values: inout [String: String]
    ) {
        let container = containers[index]
        let variable = container.variables[position]
        let remembers = container.mayReferToVariables
        switch variable.source {
        case .text(let value):
            let text = remembers ? expanded(value.value, .kubernetes, values) : value.value
            if remembers { values[variable.name] = text }
            texts.append(
                Text(
                    text: text, source: .variable(variable.name),
                    place: Place(metadata: owner, field: .variable(position, container: index), mark: value.mark)))
        case .configMap(let name, let key):
            guard let map = configMaps[name], let entry = map.entries.first(where: { $0.key == key }),
                take(entry, asVariable: true)
            else { return }
            if remembers { values[variable.name] = entry.text.value }
            texts.append(
                Text(
                    text: entry.text.value, source: .variable(variable.name),
                    place: Place(
                        metadata: map.metadata, field: .path(entry.field), mark: entry.text.mark, entry: entry,
                        via: (container.field(of: variable), variable.mark))))
        case .namespace: if remembers { values[variable.name] = owner.namespace }
        case .secret(let name, let key):
            secrets.append((variable.name, name, key, container.field(of: variable), variable.mark))
        }
    }

    /// Twenty variables of which each names the one before twice would fill any memory: long results are paid for, and a text
    /// whose result is too long stays as it is written.
    private mutating func expanded(_ text: String, _ form: Expansion.Form, _ values: [String: String]) -> String {
        let room = max(Self.freeExpansion, budget * Self.bytesOfUnit)
        guard let (result, added) = Expansion.expanded(text, form, room: room, { values[$0] ?? links[$0] }) else {
            budget = 0
            return text
        }
        if added > Self.freeExpansion { budget -= added / Self.bytesOfUnit }
        return result
    }

    /// Bytes that a text may grow by for nothing; more of them cost one unit of the budget for so many.
    private static let freeExpansion = 256, bytesOfUnit = 4

    /// Files are scanned once for all that mount them, variables for each workload anew.
    private mutating func take(_ entry: ConfigMap.Entry, asVariable: Bool) -> Bool {
        guard budget > 0 else { return false }
        budget -= asVariable ? 1 + entry.text.value.utf8.count / 32 : 1
        return budget > 0
    }

    private mutating func read(_ mount: ContainerConfiguration.Mount) {
        guard let volume = spec.volumes.first(where: { $0.name == mount.volume }) else { return }
        for source in volume.sources {
            guard let map = configMaps[source.configMap] else { continue }
            for entry in map.entries {
                guard take(entry, asVariable: false) else { return }
                let path = source.items.isEmpty ? entry.key : source.items.first { $0.key == entry.key }?.path
                guard let path, mount.subPath == nil || mount.subPath == path else { continue }
                texts.append(
                    Text(
                        text: entry.text.value, source: Self.isScript(entry) ? .script : .file,
                        place: Place(
                            metadata: map.metadata, field: .path(entry.field), mark: entry.text.mark, entry: entry,
                            via: (source.field, source.mark))))
            }
        }
    }
}

extension ConfigurationText {
    private static func isScript(_ entry: ConfigMap.Entry) -> Bool {
        entry.text.value.utf8.starts(with: "#!".utf8) || entry.key.hasSuffix(".sh")
    }
}
