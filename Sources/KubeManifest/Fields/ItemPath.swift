/// The path of an item of a list, put together when somebody asks: hardly one of ten thousand containers is ever named.
struct ItemPath: Sendable, CustomStringConvertible {
    /// The path of the object that holds the list.
    let parent: String
    let list: StaticString
    let position: Int

    /// `spec.containers[0]`.
    var description: String { "\(parent.isEmpty ? "" : "\(parent).")\(list)[\(position)]" }
}
