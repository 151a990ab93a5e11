/// Configuration that containers get as variables or files. `binaryData` is not read.
package struct ConfigMap: ManifestObject {
    package struct Entry: Sendable {
        package let key: String
        package let text: Located<String>
        /// Written after `|`: each line of the text is a line of the file.
        package let isLiteral: Bool

        /// Where a line of the text stands; the first line is 0.
        package func mark(line: Int) -> Mark {
            isLiteral ? Mark(line: text.mark.line + 1 + UInt32(clamping: line), column: 1) : text.mark
        }

        /// Within the ConfigMap: `data['nginx.conf']`.
        package var field: String { "data" + ManifestNode.component(key, first: false) }
    }

    package let metadata: ObjectMetadata
    package let entries: [Entry]
}

extension ObjectKind {
    static let configMap = ObjectKind("ConfigMap", ["v1"]) { ConfigMap(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var configMaps: [ConfigMap] { self[ConfigMap.self] }
}

extension ConfigMap {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "ConfigMap", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        var entries: [Entry] = []
        if let data = reader.mapping(reader.root, "data") {
            for (key, value) in data.entries where !value.isNull {
                guard let text = reader.string(value) else { continue }
                entries.append(Entry(key: key.text, text: text, isLiteral: value.isLiteral))
            }
        }
        self.entries = entries
    }
}
