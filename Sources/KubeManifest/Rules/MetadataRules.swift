extension ObjectMetadata {
    /// ValidateOwnerReferences (apimachinery: pkg/api/validation/objectmeta.go).
    static let rules = FieldTable([
        .init("ownerReferences[]", .needs("apiVersion"), "an owner is known by apiVersion, kind, name and uid."),
        .init("ownerReferences[]", .needs("kind"), "an owner is known by apiVersion, kind, name and uid."),
        .init("ownerReferences[]", .needs("name"), "an owner is known by apiVersion, kind, name and uid."),
        .init("ownerReferences[]", .needs("uid"), "an owner is known by apiVersion, kind, name and uid; the cluster gives the uid."),
        .init("ownerReferences", .satisfies(checkControllers)),
    ])

    private static func checkControllers(_ reader: inout FieldReader, _ owners: ManifestNode, _ row: FieldTable.Row) {
        let controllers = owners.elements.compactMap { owner -> ManifestNode? in
            guard let node = owner["controller"], case .bool(true) = node.scalarType else { return nil }
            return node
        }
        if let second = controllers.dropFirst().first {
            row.report(&reader, "conflicting-fields", "is true for a second owner; one at most controls an object", at: second)
        }
    }
}
