/// What every object carries: its names, labels and owners, and where it was written.
///
/// A class, because it never changes and is handed on often: copying six strings and arrays is what would cost.
package final class ObjectMetadata: Sendable {
    package let reference: ObjectReference
    package var kind: String { reference.kind }
    package var name: String { reference.name }
    /// Empty for kinds that live outside namespaces.
    package var namespace: String { reference.namespace }
    package let labels: [Label]
    package let owners: [OwnerReference]
    /// Of Pods and namespaces: whether a service mesh is asked for.
    package let mesh: MeshInjection?
    /// Set once deletion has been asked for: the object is terminating.
    package let isTerminating: Bool
    package let file: String
    /// Where the object begins.
    package let mark: Mark
    /// Where its name stands.
    package let nameMark: Mark

    package var location: SourceLocation { mark.location(in: file) }

    package enum NameForm {
        case dns1123Label, dns1123Subdomain, dns1035Label
    }

    /// Reads `metadata`. Without a name there is no object.
    package convenience init?(_ reader: inout FieldReader, kind: String, namespaced: Bool, name form: NameForm, defaultNamespace: String) {
        let root = reader.root
        guard let metadata = reader.mapping(root, "metadata") else {
            if reader.present(root, "metadata") == nil { reader.missing("metadata", in: root, "an object needs a name.") }
            return nil
        }
        guard let name = reader.string(metadata, "name"), !name.value.isEmpty else {
            if let generated = reader.string(metadata, "generateName"), !generated.value.isEmpty {
                self.init(&reader, metadata, kind: kind, name: generated.value + "xxxxx", namespaced: namespaced, defaultNamespace)
                return
            }
            if metadata["name"]?.isScalar ?? true { reader.missing("name", in: metadata, "an object needs a name.") }
            return nil
        }
        self.init(&reader, metadata, kind: kind, name: name.value, namespaced: namespaced, defaultNamespace)
        let rule: String? =
            switch form {
            case .dns1123Label where !NameRules.isDNS1123Label(name.value):
                "at most 63 lower-case letters, digits and '-', with a letter or digit at both ends"
            case .dns1035Label where !NameRules.isDNS1035Label(name.value):
                "at most 63 lower-case letters, digits and '-', beginning with a letter"
            case .dns1123Subdomain where !NameRules.isDNS1123Subdomain(name.value):
                "at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends"
            default: nil
            }
        if form == .dns1035Label, NameRules.isDNS1123Label(name.value), let node = metadata["name"], rule != nil {
            reader.beginsWithDigit(name.value, at: node)
        } else if let rule, let node = metadata["name"] {
            reader.report(.error, "invalid-name", "metadata.name \(Quoted(name.value)) is not valid: \(rule).", at: node)
        }
    }

    private init(
        _ reader: inout FieldReader, _ metadata: ManifestNode, kind: String, name: String, namespaced: Bool,
        _ defaultNamespace: String
    ) {
        let given = namespaced ? reader.string(metadata, "namespace") : nil
        let namespace = given.map(\.value).flatMap { $0.isEmpty ? nil : $0 } ?? defaultNamespace
        reference = ObjectReference(kind: kind, namespace: namespaced ? namespace : "", name: name)
        reader.objectName = ObjectReference(kind: kind, namespace: reference.namespace, name: Quoted.shortened(name)).description
        if let given, !given.value.isEmpty, !NameRules.isDNS1123Label(given.value), let node = metadata["namespace"] {
            reader.report(
                .error, "invalid-name",
                "metadata.namespace \(Quoted(given.value)) is not valid: at most 63 lower-case letters, digits and '-'.", at: node)
        }
        labels = reader.checkedLabels(metadata, "labels")
        reader.check(metadata, Self.rules)
        owners = reader.mappings(metadata, "ownerReferences").compactMap { owner in
            guard let kind = reader.string(owner, "kind"), let name = reader.string(owner, "name") else { return nil }
            return OwnerReference(kind: kind.value, name: name.value, isController: reader.bool(owner, "controller") ?? false)
        }
        mesh = MeshInjection(metadata, ofNamespace: kind == "Namespace")
        isTerminating = reader.present(metadata, "deletionTimestamp") != nil
        file = reader.file
        mark = reader.root.mark
        nameMark = (metadata["name"] ?? metadata["generateName"])?.mark ?? mark
    }

    /// Of an object that no manifest declares, or of which nothing else is read.
    package init(_ reference: ObjectReference, in file: String, at mark: Mark = Mark(line: 1, column: 1)) {
        self.reference = reference
        self.file = file
        labels = []
        owners = []
        mesh = nil
        isTerminating = false
        self.mark = mark
        nameMark = mark
    }
}

/// The one owner that controls an object.
package struct OwnerReference: Hashable, Sendable {
    package let kind: String
    package let name: String
    package let isController: Bool
}

/// An object's kind and names, as `kubectl` writes them.
package struct ObjectReference: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let kind: String
    package let namespace: String
    package let name: String

    package init(kind: String, namespace: String, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    /// `Service shop/web`.
    package var description: String { namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(namespace)/\(name)" }
    /// `shop/web`.
    package var path: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

    package static func < (a: Self, b: Self) -> Bool { (a.namespace, a.name, a.kind) < (b.namespace, b.name, b.kind) }
}

extension FieldReader {
    /// Of a Service's name, where it stands or where it is referred to.
    mutating func beginsWithDigit(_ name: String, at node: ManifestNode) {
        report(
            .warning, "invalid-name",
            "\(root.path(to: node)) \(Quoted(name)) begins with a digit: API servers refuse that for a Service, unless the feature RelaxedServiceNameValidation (Kubernetes 1.34 and later) is on. Begin with a letter.",
            at: node)
    }
}
