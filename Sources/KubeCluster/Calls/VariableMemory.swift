/// What variables of one name and value held, so that replicas of one Pod are read once.
struct VariableMemory {
    struct Found {
        let mentions: [AddressMention]
        let siblingPorts: [AddressScanner.Sibling: Int]
        /// How far from the end the mention stands whose port may be the next argument.
        let portIsNext: Int?
    }

    private struct Variable: Hashable {
        let name: String
        let text: String
    }

    private var found: [Variable: Found] = [:]
    /// Thousands of variables, each of a value of its own, are not worth their memory; nor are long texts.
    private static let limit = 16_384, longest = 256

    subscript(name: String, text: String) -> Found? {
        get { found[Variable(name: name, text: text)] }
        set {
            guard found.count < Self.limit, text.utf8.count <= Self.longest else { return }
            found[Variable(name: name, text: text)] = newValue
        }
    }
}
