/// Every object that was read, by type, each list sorted by namespace and name. The typed lists (`services`, `pods`) stand in the files of
/// their kinds.
package struct ObjectSet: Sendable {
    /// In the order in which their first objects were read.
    private var lists: [(type: ObjectIdentifier, list: any ObjectList)] = []
    /// Namespaces that objects say they are in, of whatever kind (R11).
    package private(set) var namespaceNames: Set<String> = []

    package init() {}

    /// The objects of one type.
    package subscript<Object: ManifestObject>(_: Object.Type) -> [Object] {
        (lists.first { $0.type == ObjectIdentifier(Object.self) }?.list as? TypedList<Object>)?.objects ?? []
    }

    /// Nothing was read, but for names of what podpath passes over.
    package var isEmpty: Bool {
        let passedOver = [ObjectIdentifier(CustomResource.self), ObjectIdentifier(UnreadObject.self)]
        return lists.allSatisfy { passedOver.contains($0.type) }
    }

    package mutating func append<Object: ManifestObject>(_ object: Object) {
        let type = ObjectIdentifier(Object.self)
        guard let position = lists.firstIndex(where: { $0.type == type }), var list = lists[position].list as? TypedList<Object> else {
            return lists.append((type, TypedList(objects: [object])))
        }
        // Emptied meanwhile, so that the objects have one owner and their array grows where it is.
        lists[position].list = TypedList<Object>()
        list.objects.append(object)
        lists[position].list = list
    }

    /// An object's namespace exists, whether or not podpath reads its kind.
    package mutating func note(namespace: String) {
        namespaceNames.insert(namespace)
    }

    /// Sorts every list, and drops the first of two objects with one kind and name: in a cluster the later one would replace it.
    package mutating func finish(_ diagnostics: inout Diagnostics) {
        for position in lists.indices {
            lists[position].list.finish(&diagnostics)
            namespaceNames.formUnion(lists[position].list.namespaces)
        }
    }
}

/// A list of objects whose type is known to who asks for it.
private protocol ObjectList: Sendable {
    var namespaces: [String] { get }
    mutating func finish(_ diagnostics: inout Diagnostics)
}

private struct TypedList<Object: ManifestObject>: ObjectList {
    var objects: [Object] = []

    /// Each once, if the list is sorted.
    var namespaces: [String] {
        var names: [String] = []
        for object in objects where !object.metadata.namespace.isEmpty && names.last != object.metadata.namespace {
            names.append(object.metadata.namespace)
        }
        return names
    }

    mutating func finish(_ diagnostics: inout Diagnostics) {
        let isSorted = objects.indices.dropFirst().allSatisfy {
            objects[$0 - 1].metadata.reference < objects[$0].metadata.reference
        }
        if isSorted { return }
        let order = objects.indices.sorted { a, b in
            let left = objects[a].metadata.reference, right = objects[b].metadata.reference
            return left == right ? a < b : left < right
        }
        var result: [Object] = []
        result.reserveCapacity(objects.count)
        for position in order {
            let object = objects[position]
            guard let last = result.last, last.metadata.reference == object.metadata.reference else {
                result.append(object)
                continue
            }
            if object.differs(from: last) { diagnostics.append(.duplicateObject(object.metadata, earlier: last.metadata)) }
            result[result.count - 1] = object
        }
        objects = result
    }
}

extension Diagnostic {
    fileprivate static func duplicateObject(_ object: ObjectMetadata, earlier: ObjectMetadata) -> Diagnostic {
        Diagnostic(
            .warning, "duplicate-object",
            "\(object.reference): an object of this kind and name stands earlier; this later one is drawn, as it would replace the earlier one in a cluster. Remove one, or rename it.",
            at: object.location, field: "metadata.name", notes: [.init("the earlier one", at: earlier.location)])
    }
}
