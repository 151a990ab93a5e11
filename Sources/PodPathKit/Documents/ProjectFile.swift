import KubeManifest

/// Reads a project's file, podpath.yaml: YAML, all of whose keys may be left out. An unknown one is an error with the nearest known one.
package enum ProjectFile {
    package static let name = "podpath.yaml"

    /// - Parameter diagnostics: gets an error for each value that cannot be used; the default stays in its place.
    package static func read(_ file: SourceFile, limits: Limits = Limits(), _ diagnostics: inout Diagnostics) -> ProjectSettings {
        var settings = ProjectSettings()
        var documents = 0
        ManifestReader(limits: limits).read(file, &diagnostics) { root, diagnostics in
            documents += 1
            var reader = FieldReader(file: file.path, root: root, objectName: "project", diagnostics: diagnostics, schema: .custom)
            diagnostics = Diagnostics()
            if documents == 1 {
                settings.read(&reader)
            } else if documents == 2, !root.isNull {
                reader.report(
                    .error, "not-an-object", "a project's file is one document; what stands after the first --- is not read.", at: root)
            }
            diagnostics = reader.diagnostics
        }
        return settings
    }
}

extension ProjectSettings {
    private static let keys = [
        "inputs", "documents", "cluster", "clusterDomain", "defaultNamespace", "namespaces", "looks", "figures", "markup", "strict",
        "outputs",
    ]

    fileprivate mutating func read(_ reader: inout FieldReader) {
        let root = reader.root
        if root.isNull { return }
        guard root.isMapping else {
            reader.report(.error, "not-an-object", "a mapping is expected, such as inputs: [deploy/].", at: root)
            return
        }
        reader.allow(Self.keys, in: root)
        if reader.present(root, "inputs") != nil { inputs = reader.paths(root, "inputs") }
        if reader.present(root, "documents") != nil { documents = reader.patterns(root) }
        if let facts = reader.path(root, "cluster") { options.append(("cluster", facts)) }
        if let domain = reader.string(root, "clusterDomain") { options.append(("cluster-domain", domain.value)) }
        if let namespace = reader.string(root, "defaultNamespace") { options.append(("default-namespace", namespace.value)) }
        options += reader.strings(root, "namespaces").map { ("namespace", $0.value) }
        if let looks = reader.mapping(root, "looks") { options += reader.looks(looks) }
        if let figures = reader.mapping(root, "figures") {
            reader.allow(["folder", "url"], in: figures)
            figureFolder = reader.path(figures, "folder")
            figureURL = reader.string(figures, "url")?.value
        }
        if let markup = reader.word(root, "markup", FigureMarkup.allCases.map(\.rawValue)).flatMap(FigureMarkup.init) {
            self.markup = markup
        }
        isStrict = reader.bool(root, "strict") ?? isStrict
        outputs = reader.outputs(root)
    }
}

extension FieldReader {
    fileprivate mutating func allow(_ known: [String], in node: ManifestNode) {
        for (key, _) in node.entries where !known.contains(key.text) {
            let nearest = Spelling.nearest(to: key.text, among: known)
            report(
                .error, "unknown-field",
                "\(Quoted(key.text)) is no key here."
                    + (nearest.map { " Did you mean \($0)?" } ?? " Known are: \(known.joined(separator: ", "))."),
                at: key)
        }
    }

    /// One of some words; nil, with an error, for another.
    fileprivate mutating func word(_ parent: ManifestNode, _ key: StaticString, _ known: [String]) -> String? {
        guard let text = string(parent, key)?.value, let node = parent[key] else { return nil }
        if known.contains(text) { return text }
        let nearest =
            Spelling.nearest(to: text, among: known).map { "Did you mean \($0)?" } ?? "Use one of: \(known.joined(separator: ", "))."
        report(.error, "unknown-value", "\(key) is \(Quoted(text)). \(nearest)", at: node)
        return nil
    }

    fileprivate mutating func path(_ parent: ManifestNode, _ key: StaticString) -> String? {
        guard let node = present(parent, key) else { return nil }
        return string(node).flatMap { _ in inside(node) }
    }

    fileprivate mutating func paths(_ parent: ManifestNode, _ key: StaticString) -> [String] {
        guard let list = sequence(parent, key) else { return [] }
        return list.elements.compactMap { item in string(item).flatMap { _ in inside(item) } }
    }

    /// A path of the project; an error for one that leads out of it.
    private mutating func inside(_ node: ManifestNode) -> String? {
        let normal = ProjectPath.normal(node.text)
        if !node.text.hasPrefix("/"), !normal.hasPrefix("../"), normal != "..", !node.text.isEmpty { return node.text }
        report(.error, "project-path", "\(Quoted(node.text)) leads out of the project's folder, where every path begins.", at: node)
        return nil
    }

    fileprivate mutating func patterns(_ root: ManifestNode) -> [Located<String>] {
        guard let list = sequence(root, "documents") else { return [] }
        return list.elements.compactMap { item in string(item).flatMap { text in inside(item).map { Located($0, at: text.mark) } } }
    }

    /// As options of the command line.
    fileprivate mutating func looks(_ node: ManifestNode) -> [(name: String, value: String)] {
        allow(["theme", "background", "direction", "legend", "noKey", "show", "hide", "maxPods", "width"], in: node)
        var options: [(name: String, value: String)] = []
        if let theme = word(node, "theme", FigureLook.Theme.allCases.map(\.rawValue)) { options.append(("theme", theme)) }
        if let direction = word(node, "direction", FigureLook.Direction.allCases.map(\.rawValue)) {
            options.append(("direction", direction))
        }
        if let ground = string(node, "background"), let place = node["background"] {
            if FigureLook.Background(ground.value) != nil {
                options.append(("background", ground.value))
            } else {
                report(
                    .error, "unknown-value",
                    "background is \(Quoted(ground.value)), which is no colour: none, #rgb, #rrggbb or a CSS name.", at: place)
            }
        }
        if bool(node, "legend") == true { options.append(("legend", "true")) }
        if bool(node, "noKey") == true { options.append(("no-key", "true")) }
        if let show = node["show"], node["hide"] != nil {
            report(.error, "unknown-value", "show and hide say the same in two ways. Use one of them.", at: show)
        } else {
            for key in ["show", "hide"] as [StaticString] {
                let parts = parts(node, key)
                if !parts.isEmpty { options.append(("\(key)", parts.joined(separator: ","))) }
            }
        }
        if let pods = number(node, "maxPods", 1...50) { options.append(("max-pods", pods)) }
        if let width = number(node, "width", 50...8000) { options.append(("width", width)) }
        return options
    }

    private mutating func parts(_ node: ManifestNode, _ key: StaticString) -> [String] {
        guard let list = sequence(node, key) else { return [] }
        let known = FigureLook.Part.allCases.map(\.rawValue)
        return list.elements.compactMap { item in
            guard let part = string(item)?.value else { return nil }
            if known.contains(part) { return part }
            report(
                .error, "unknown-value", "\(Quoted(part)) is no part of figures. Use some of: \(known.joined(separator: ", ")).", at: item)
            return nil
        }
    }

    private mutating func number(_ node: ManifestNode, _ key: StaticString, _ range: ClosedRange<Int>) -> String? {
        guard let number = int(node, key)?.value, let place = node[key] else { return nil }
        if range.contains(number) { return String(number) }
        report(.error, "unknown-value", "\(key) is \(number); it is a number from \(range.lowerBound) to \(range.upperBound).", at: place)
        return nil
    }

    /// What stands in no document.
    fileprivate mutating func outputs(_ root: ManifestNode) -> [ProjectOutput] {
        guard let list = sequence(root, "outputs") else { return [] }
        var outputs: [ProjectOutput] = []
        for item in list.elements where item.isMapping {
            allow(["run", "to"], in: item)
            guard let run = string(item, "run"), let node = item["run"], let to = path(item, "to"), let target = item["to"] else {
                for key in ["run", "to"] as [StaticString] where item[key] == nil {
                    missing("\(key)", in: item, "an output is a command and where its result goes: {run: explain, to: docs/network/}.")
                }
                continue
            }
            let place = node.mark.location(in: file)
            switch BlockWord.split(Array(run.value.utf8), place: { _ in place }) {
            case .failure(let problem): diagnostics.append(problem.diagnostic)
            case .success(let words):
                outputs.append(ProjectOutput(words: words, location: place, path: to, pathLocation: target.mark.location(in: file)))
            }
        }
        return outputs
    }
}
