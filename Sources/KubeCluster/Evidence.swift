import KubeManifest

/// One field of one object that made a relation: what *because* points at.
public struct Evidence: Hashable, Sendable {
    package let object: ObjectReference
    /// The object as `kubectl` writes it: `Service shop/web`.
    public var objectText: String { object.description }
    /// The field's path within the object.
    public let field: String
    /// What the field says, as written.
    public let value: String
    /// Where the field stands.
    public let location: SourceLocation

    package init(_ metadata: ObjectMetadata, field: String, value: String, at mark: Mark) {
        object = metadata.reference
        self.field = field
        self.value = value
        location = mark.location(in: metadata.file)
    }

    /// Of an object that is not read as its kind would be.
    package init(_ object: ObjectReference, field: String, value: String, at location: SourceLocation) {
        self.object = object
        self.field = field
        self.value = value
        self.location = location
    }

    package init(nameOf metadata: ObjectMetadata) {
        self.init(metadata, field: "metadata.name", value: metadata.name, at: metadata.nameMark)
    }
}
