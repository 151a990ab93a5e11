/// How the process ends; docs/interface.md has the same table.
package enum ExitStatus: Int32, Sendable {
    case done = 0
    /// An error in the input, a stale file under `--check`, or a warning under `--strict`.
    case findings = 1
    /// An input or output that cannot be read or written.
    case inputOutput = 2
    case usage = 64
    case internalError = 70
}
