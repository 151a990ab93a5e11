import KubeManifest

/// Where an object's example stands in its range: the same in every run, whatever other objects there are (R70).
enum ExampleHash {
    /// FNV-1a over kind, namespace, name and what else tells it apart: Swift's own hashing differs from run to run.
    static func of(_ reference: ObjectReference, _ more: String...) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        for part in [reference.kind, reference.namespace, reference.name] + more {
            for byte in part.utf8 { add(byte) }
            add(0x2F)
        }
        return hash ^ hash >> 32
    }
}
