import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Another process, with pipes to its three standard streams.
package final class ChildProcess: Sendable {
    package enum End: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    private let identifier: pid_t
    private let input: Int32
    /// Its standard output and standard error, for `poll` and ``Descriptor/read(_:)``.
    package let output: Int32
    package let errors: Int32
    /// Its pipes are closed and its end was waited for.
    private let isOver: Mutex<Bool>

    /// Starts this program anew, or another one.
    ///
    /// - Parameters:
    ///   - program: a path; nil for the file that runs here, by what the system says of it, or, without /proc, by the name that it was
    ///     called by.
    ///   - adding: `NAME=value`.
    ///   - removing: names that its environment lacks.
    package static func ofThisProgram(
        _ program: String?, arguments: [String], adding: [String], removing: [String]
    ) throws(IOFailure) -> ChildProcess {
        let environment = System.environment(adding: adding, removing: removing)
        if let program { return try ChildProcess(program, arguments, environment) }
        do throws(IOFailure) {
            return try ChildProcess("/proc/self/exe", arguments, environment)
        } catch {
            guard let name = CommandLine.arguments.first else { throw error }
            return try ChildProcess(name, arguments, environment)
        }
    }

    private init(_ program: String, _ arguments: [String], _ environment: [String]) throws(IOFailure) {
        var pipes: [(read: Int32, write: Int32)] = []
        for _ in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else {
                let number = errno
                for pipe in pipes { _ = (close(pipe.read), close(pipe.write)) }
                throw IOFailure(path: program, errorNumber: number)
            }
            // The other ends stay here: a process that had its own input's would never see that end.
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            pipes.append((ends[0], ends[1]))
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, pipes[0].read, 0)
        posix_spawn_file_actions_adddup2(&actions, pipes[1].write, 1)
        posix_spawn_file_actions_adddup2(&actions, pipes[2].write, 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        var identifier: pid_t = 0
        let failure = posix_spawnp(&identifier, program, &actions, nil, &words, &variables)
        for word in words + variables { free(word) }
        posix_spawn_file_actions_destroy(&actions)
        _ = (close(pipes[0].read), close(pipes[1].write), close(pipes[2].write))
        (self.identifier, input, output, errors) = (identifier, pipes[0].write, pipes[1].read, pipes[2].read)
        isOver = Mutex(failure != 0)
        guard failure == 0 else {
            _ = (close(input), close(output), close(errors))
            throw IOFailure(path: program, errorNumber: failure)
        }
    }

    /// Ends it, unless it has ended: without input it has nothing more to do.
    deinit { _ = end(kills: false) }

    /// Writes all of it, or as much as the process takes before it ends.
    package func send(_ bytes: [UInt8]) { try? Descriptor.write(bytes, to: input, path: "<pipe>") }

    /// Closes the pipes and waits for its end.
    ///
    /// - Parameter kills: at once; otherwise it ends by itself when its input does.
    @discardableResult
    package func end(kills: Bool) -> End {
        let wasOver = isOver.withLock { isOver in
            defer { isOver = true }
            return isOver
        }
        guard !wasOver else { return .exit(0) }
        _ = (close(input), close(output), close(errors))
        if kills { kill(identifier, SIGKILL) }
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        // As <sys/wait.h> has it: the low seven bits are the signal, the byte above them the exit status.
        let signal = status & 0x7F
        return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
    }
}
