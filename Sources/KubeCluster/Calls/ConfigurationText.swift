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
    }

    private(set) var texts: [Text] = []
    private(set) var secrets: [(variable: String, secret: String, key: String?, field: String, mark: Mark)] = []
    private let owner: ObjectMetadata
    private let spec: PodSpec
    /// The init containers first, as they run.
    private let containers: [ContainerConfiguration]
    private let configMaps: [String: ConfigMap]
    private let links: [String: String]
    /// What is left of the budget for entries of ConfigMaps; where it is used up, none is read any more.
    private(set) var budget: Int

    /// - Parameters:
    ///   - configMaps: those of the workload's namespace, by name.
    ///   - links: the variables that the kubelet makes for the Services of the namespace.
    ///   - budget: entries of ConfigMaps that may be read, a long variable counting as several.
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
                    ? Expansion.namespace(
                        Expansion.shell(Expansion.kubernetes(item.value, values, links), values, links), owner.namespace) : item.value
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
            let text = remembers ? Expansion.kubernetes(value.value, values, links) : value.value
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

/// How references to variables become text.
enum Expansion {
    /// `$(cat /var/run/secrets/…/namespace)`: the file that tells every container its namespace.
    static func namespace(_ text: String, _ namespace: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        return text.replacing("$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace)", with: namespace)
    }

    /// Longer results are cut: twenty variables of which each names the one before twice would fill any memory.
    private static let limit = 1 << 20

    /// `$(NAME)`, as the kubelet replaces it in `value`, `command` and `args`; `$$(NAME)` is left as `$(NAME)`, an unknown name as it is.
    static func kubernetes(_ text: String, _ values: [String: String], _ links: [String: String]) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var result = ""
        var rest = text[...]
        while result.utf8.count < limit, let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
            } else if rest.first == "(", let close = rest.firstIndex(of: ")") {
                let name = String(rest[rest.index(after: rest.startIndex)..<close])
                result += values[name] ?? links[name] ?? "$(\(name))"
                rest = rest[rest.index(after: close)...]
            } else {
                result += "$"
            }
        }
        return result.utf8.count < limit ? result + rest : String(result.prefix(limit))
    }

    /// `$NAME` and `${NAME}`, as a shell replaces them; unknown names stay.
    static func shell(_ text: String, _ values: [String: String], _ links: [String: String]) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var result = ""
        var rest = text[...]
        while result.utf8.count < limit, let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let isBraced = rest.first == "{"
            let from = isBraced ? rest.index(after: rest.startIndex) : rest.startIndex
            let name = rest[from...].prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
            if let value = values[String(name)] ?? links[String(name)],
                !isBraced || name.endIndex < rest.endIndex && rest[name.endIndex] == "}"
            {
                result += value
                rest = rest[name.endIndex...].dropFirst(isBraced ? 1 : 0)
            } else {
                result += "$"
            }
        }
        return result.utf8.count < limit ? result + rest : String(result.prefix(limit))
    }
}
