/// A name on the command line that these manifests do not have: said alone, because the usage itself is right.
struct UsageProblem: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
