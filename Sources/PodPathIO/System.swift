#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the libraries never do: the process's own streams, signals and environment.
package enum System {
    /// Holds the numbers of closed standard streams, so that no later file takes them, in a way that reading the input and
    /// writing the output fail; lets writes fail with an error number instead of a signal.
    package static func prepare() {
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
            guard open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) == descriptor else { end(.inputOutput) }
        }
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        TemporaryFile.removeOnSignals()
    }

    package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// This process's environment with other variables.
    static func environment(adding: [String], removing: [String]) -> [String] {
        var variables = adding
        var next = environ
        while let text = next.pointee {
            let variable = String(cString: text)
            if !removing.contains(where: { variable.hasPrefix($0 + "=") }) { variables.append(variable) }
            next += 1
        }
        return variables
    }

    /// What the system says of an error number.
    package static func message(_ number: Int32) -> String { String(cString: strerror(number)) }

    /// Ends at once: nothing that was allocated has to be freed by hand.
    package static func end(_ status: ExitStatus) -> Never { _exit(status.rawValue) }
}

/// An input or output that failed.
package struct IOFailure: Error, Sendable {
    package let path: String
    package let reason: String
    /// The reader of a pipe went away; nobody is left to tell.
    package let isBrokenPipe: Bool

    package init(path: String, reason: String, isBrokenPipe: Bool = false) {
        self.path = path
        self.reason = reason
        self.isBrokenPipe = isBrokenPipe
    }

    init(path: String, errorNumber: Int32) {
        self.init(path: path, reason: System.message(errorNumber), isBrokenPipe: errorNumber == EPIPE)
    }
}
