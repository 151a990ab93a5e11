/// What a container is given at its start, where the addresses of others stand: variables, command, arguments, mounted files.
///
/// A class, as the spec that it belongs to.
package final class ContainerConfiguration: Sendable {
    package struct Variable: Sendable {
        package enum Source: Sendable {
            case text(Located<String>)
            case configMap(name: String, key: String)
            /// Named only; a Secret's values are never read.
            case secret(name: String, key: String)
            /// `fieldRef` to `metadata.namespace`.
            case namespace
        }

        package let name: String
        package let source: Source
        package let mark: Mark
        package var isText: Bool { if case .text = source { true } else { false } }
        /// Position in the list `env`.
        package let position: Int
    }

    /// All keys of a ConfigMap or Secret as variables.
    package struct Origin: Sendable {
        package let name: String
        package let isSecret: Bool
        package let prefix: String
        package let mark: Mark
        let position: Int
    }

    package struct Mount: Sendable {
        package let volume: String
        /// One file of the volume instead of all.
        package let subPath: String?
        package let mark: Mark
    }

    package let variables: [Variable]
    package let origins: [Origin]
    package let command: [Located<String>]
    package let arguments: [Located<String>]
    package let mounts: [Mount]
    /// A `$` stands in a value or an argument: it may name another variable.
    package let mayReferToVariables: Bool
    package let path: ItemPath

    /// The container's path within its object: `spec.template.spec.containers[0]`.
    package var field: String { path.description }

    package func field(of variable: Variable) -> String {
        "\(path).env[\(variable.position)].\(variable.isText ? "value" : "valueFrom")"
    }

    package func field(of origin: Origin) -> String {
        "\(path).envFrom[\(origin.position)].\(origin.isSecret ? "secretRef" : "configMapRef")"
    }

    /// - Returns: nil where the container is given nothing.
    init?(_ reader: inout FieldReader, _ container: ManifestNode, _ path: ItemPath) {
        variables = Self.variables(&reader, container)
        origins = Self.origins(&reader, container)
        command = reader.strings(container, "command")
        arguments = reader.strings(container, "args")
        mounts = reader.mappings(container, "volumeMounts").compactMap { item in
            reader.string(item, "name").map {
                Mount(volume: $0.value, subPath: reader.string(item, "subPath")?.value, mark: item.mark)
            }
        }
        if variables.isEmpty, origins.isEmpty, command.isEmpty, arguments.isEmpty, mounts.isEmpty { return nil }
        self.path = path
        mayReferToVariables =
            command.contains { $0.value.holdsDollar } || arguments.contains { $0.value.holdsDollar }
            || variables.contains {
                if case .text(let value) = $0.source { value.value.holdsDollar } else { false }
            }
    }

    private static func variables(_ reader: inout FieldReader, _ container: ManifestNode) -> [Variable] {
        var list: [Variable] = []
        for (position, item) in reader.numbered(container, "env") {
            guard let name = reader.string(item, "name") else { continue }
            let source: Variable.Source
            if let from = reader.mapping(item, "valueFrom") {
                if let reference = reader.mapping(from, "configMapKeyRef"), let map = reader.string(reference, "name"),
                    let key = reader.string(reference, "key")
                {
                    source = .configMap(name: map.value, key: key.value)
                } else if let reference = reader.mapping(from, "secretKeyRef"), let secret = reader.string(reference, "name"),
                    let key = reader.string(reference, "key")
                {
                    source = .secret(name: secret.value, key: key.value)
                } else if let field = reader.mapping(from, "fieldRef"), reader.string(field, "fieldPath")?.value == "metadata.namespace" {
                    source = .namespace
                } else {
                    // Other fieldRefs and resourceFieldRef: facts about the Pod itself.
                    continue
                }
            } else if let value = reader.string(item, "value") {
                source = .text(value)
            } else {
                continue
            }
            list.append(Variable(name: name.value, source: source, mark: item.mark, position: position))
        }
        return list
    }

    private static func origins(_ reader: inout FieldReader, _ container: ManifestNode) -> [Origin] {
        var list: [Origin] = []
        for (position, item) in reader.numbered(container, "envFrom") {
            let map = reader.mapping(item, "configMapRef"), secret = reader.mapping(item, "secretRef")
            guard let reference = map ?? secret, let name = reader.string(reference, "name") else { continue }
            list.append(
                Origin(
                    name: name.value, isSecret: map == nil, prefix: reader.string(item, "prefix")?.value ?? "", mark: name.mark,
                    position: position))
        }
        return list
    }
}

/// A volume whose files come from ConfigMaps; `projected` may join several.
package struct ConfigurationVolume: Sendable {
    package struct Source: Sendable {
        package let configMap: String
        /// The keys that become files, by path; empty for all keys under their own names.
        package let items: [(key: String, path: String)]
        package let mark: Mark
        package let field: String
    }

    package let name: String
    package let sources: [Source]

    static func list(_ reader: inout FieldReader, _ spec: ManifestNode?) -> [ConfigurationVolume] {
        reader.mappings(spec, "volumes").compactMap { item in
            var sources: [Source] = []
            if let map = reader.mapping(item, "configMap") { sources += source(&reader, map) }
            for part in reader.mappings(reader.mapping(item, "projected"), "sources") {
                if let map = reader.mapping(part, "configMap") { sources += source(&reader, map) }
            }
            guard !sources.isEmpty, let name = reader.string(item, "name") else { return nil }
            return ConfigurationVolume(name: name.value, sources: sources)
        }
    }

    private static func source(_ reader: inout FieldReader, _ map: ManifestNode) -> [Source] {
        guard let name = reader.string(map, "name") else { return [] }
        let items = reader.mappings(map, "items").compactMap { item -> (key: String, path: String)? in
            guard let key = reader.string(item, "key") else { return nil }
            return (key.value, reader.string(item, "path")?.value ?? key.value)
        }
        return [Source(configMap: name.value, items: items, mark: name.mark, field: reader.root.path(to: map))]
    }
}

extension String {
    fileprivate var holdsDollar: Bool { utf8.contains(UInt8(ascii: "$")) }
}
