/// The path of an item of a list, put together when somebody asks: hardly one of ten thousand containers is ever named.
package struct ItemPath: Hashable, Sendable, CustomStringConvertible {
    /// The path of the object that holds the list.
    let parent: String
    let list: String
    let position: Int

    /// `spec.containers[0]`.
    package var description: String { "\(parent.isEmpty ? "" : "\(parent).")\(list)[\(position)]" }
}
