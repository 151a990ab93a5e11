/// Reads source files into typed objects, one document at a time.
package struct ManifestDecoder {
    private let limits: Limits
    private let defaultNamespace: String
    private var objects = ObjectSet()
    private var diagnostics: Diagnostics

    /// - Parameter defaultNamespace: for objects that name none, as kubectl puts them there (C2).
    package init(limits: Limits = Limits(), defaultNamespace: String = "default") {
        self.limits = limits
        self.defaultNamespace = defaultNamespace
        diagnostics = Diagnostics(limit: limits.diagnostics)
    }

    /// Reads all files; what cannot be read is reported and left out, the rest is kept.
    package static func decode(
        _ files: [SourceFile], limits: Limits = Limits(), defaultNamespace: String = "default",
        _ diagnostics: inout Diagnostics
    ) -> ObjectSet {
        var decoder = ManifestDecoder(limits: limits, defaultNamespace: defaultNamespace)
        decoder.diagnostics = diagnostics
        for file in files { decoder.decode(file) }
        decoder.objects.finish(&decoder.diagnostics)
        diagnostics = decoder.diagnostics
        return decoder.objects
    }

    private mutating func decode(_ file: SourceFile) {
        let reader = ManifestReader(limits: limits)
        var objects = self.objects
        self.objects = ObjectSet()
        var seen = 0
        let errorsBefore = diagnostics.all.count + diagnostics.suppressed
        reader.read(file, &diagnostics) { [defaultNamespace, limits] root, diagnostics in
            seen += Self.decodeDocument(root, file.path, defaultNamespace, limits, &objects, &diagnostics)
        }
        self.objects = objects
        if seen == 0, diagnostics.all.count + diagnostics.suppressed == errorsBefore {
            diagnostics.append(
                Diagnostic(
                    .warning, "no-objects", "no Kubernetes object was found in this input.",
                    at: SourceLocation(file: file.path, line: 1, column: 1)))
        }
    }

    /// - Returns: how many objects the document held, of kinds that podpath reads and of others.
    private static func decodeDocument(
        _ root: ManifestNode, _ file: String, _ defaultNamespace: String, _ limits: Limits, _ objects: inout ObjectSet,
        _ diagnostics: inout Diagnostics
    ) -> Int {
        if root.isNull { return 0 }
        guard root.isMapping, let kind = root["kind"], kind.isName else {
            diagnostics.append(.notAnObject(root, file))
            return 0
        }
        guard kind.text.hasSuffix("List"), let items = root["items"] else {
            decodeObject(root, kind: kind.text, version: root["apiVersion"], file, defaultNamespace, limits, &objects, &diagnostics)
            return 1
        }
        guard items.isSequence else {
            if !items.isNull { diagnostics.append(.noItems(items, file)) }
            return 1
        }
        // A `kubectl get` dump; its items may leave out what the list says of all of them. Items that are lists are read alike.
        let itemKind = String(kind.text.dropLast(4))
        var count = 1
        for item in items.elements {
            let own = item.isMapping ? item["kind"] : nil
            if own == nil, item.isMapping, !itemKind.isEmpty {
                let version = item["apiVersion"] ?? root["apiVersion"]
                decodeObject(item, kind: itemKind, version: version, file, defaultNamespace, limits, &objects, &diagnostics)
                count += 1
            } else if let own, own.isName, !own.text.hasSuffix("List") {
                let version = item["apiVersion"] ?? (itemKind.isEmpty ? nil : root["apiVersion"])
                decodeObject(item, kind: own.text, version: version, file, defaultNamespace, limits, &objects, &diagnostics)
                count += 1
            } else if item.isNull {
                diagnostics.append(.notAnObject(item, file))
            } else {
                count += decodeDocument(item, file, defaultNamespace, limits, &objects, &diagnostics)
            }
        }
        return count
    }

    private static func decodeObject(
        _ root: ManifestNode, kind: String, version: ManifestNode?, _ file: String, _ defaultNamespace: String,
        _ limits: Limits, _ objects: inout ObjectSet, _ diagnostics: inout Diagnostics
    ) {
        let versionText = version?.text ?? ""
        guard let known = ObjectKind.named(kind, version: versionText) ?? .withPodTemplate(kind, version: versionText, root) else {
            if let meant = ObjectKind.meant(by: kind, version: versionText) {
                diagnostics.append(.unknownKind(root["kind"] ?? root, kind, meant: meant, file))
            }
            return objects.pass(root, kind, versionText, file, defaultNamespace)
        }
        var reader = FieldReader(file: file, root: root, objectName: kind, diagnostics: diagnostics, limits: limits)
        diagnostics = Diagnostics()
        defer { diagnostics = reader.diagnostics }
        known.decode(&reader, defaultNamespace, &objects)
        if let mesh = UnreadObject(meshRoute: root, kind: kind, version: versionText, file, defaultNamespace: defaultNamespace) {
            objects.append(mesh)
        }
        guard let version else {
            reader.missing("apiVersion", in: root, "write apiVersion: \(known.versions[0]).")
            return
        }
        if let server = known.older[version.text] {
            reader.report(
                .note, "older-api-version",
                "apiVersion \(Quoted(version.text)) of \(kind) is served by \(server); it is read as \(known.versions[0]).", at: version)
        } else if !known.versions.contains(version.text) {
            reader.report(
                .warning, "unknown-api-version",
                "apiVersion \(Quoted(version.text)) does not serve \(kind) today; it is read as \(known.versions[0]). Write apiVersion: \(known.versions[0]).",
                at: version)
        }
    }
}

extension ObjectSet {
    /// An object of a kind that is not read: some may change an answer (C61), and all have a namespace.
    fileprivate mutating func pass(_ root: ManifestNode, _ kind: String, _ version: String, _ file: String, _ defaultNamespace: String) {
        if let object = UnreadObject(root, kind: kind, version: version, file, defaultNamespace: defaultNamespace) { append(object) }
        if let object = CustomResource(root, kind: kind, version: version, file, defaultNamespace: defaultNamespace) { append(object) }
        noteNamespace(of: root)
    }

    /// An object's namespace exists, whatever its kind (R11).
    fileprivate mutating func noteNamespace(of root: ManifestNode) {
        guard let namespace = root["metadata"]?["namespace"], namespace.isScalar, !namespace.isNull,
            NameRules.isDNS1123Label(namespace.text)
        else { return }
        note(namespace: namespace.text)
    }
}

extension Diagnostic {
    fileprivate static func notAnObject(_ node: ManifestNode, _ file: String) -> Diagnostic {
        Diagnostic(
            .warning, "not-an-object",
            "this is no Kubernetes object: \(node.isMapping ? "it has no kind, or one that is no name" : "it is no mapping"). It is left out.",
            at: node.mark.location(in: file))
    }

    fileprivate static func noItems(_ node: ManifestNode, _ file: String) -> Diagnostic {
        Diagnostic(
            .warning, "not-an-object",
            "items of a List is a list of objects, and here it is none. The List is left out. Begin each object with '- '.",
            at: node.mark.location(in: file), field: "items")
    }

    fileprivate static func unknownKind(_ node: ManifestNode, _ kind: String, meant: String, _ file: String) -> Diagnostic {
        Diagnostic(
            .warning, "unknown-kind",
            "kind \(Quoted(kind)) is served by no API server under this apiVersion, and the object is left out. Did you mean \(meant)?",
            at: node.mark.location(in: file), field: "kind")
    }
}

extension ManifestNode {
    /// A string that is not empty; a number or a boolean names no kind.
    fileprivate var isName: Bool { isScalar && scalarType == .string && !text.isEmpty }
}
