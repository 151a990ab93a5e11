#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program and its arguments; its output is thrown away.
struct Command {
    let arguments: [String]
    /// The exit statuses of a run that is right.
    private var statuses: ClosedRange<Int32> = 0...0

    init(_ arguments: String...) { self.arguments = arguments }
    init(_ arguments: [String]) { self.arguments = arguments }

    /// The same, ended after some seconds or at 4 GiB of memory, so that what has no end costs no machine.
    func within(seconds: Int) -> Command {
        var copy = Command(["sh", "-c", "ulimit -v 4194304; exec timeout \(seconds) \"$@\"", "sh"] + arguments)
        copy.statuses = statuses
        return copy
    }

    func ending(with statuses: ClosedRange<Int32>) -> Command {
        var copy = self
        copy.statuses = statuses
        return copy
    }

    /// Nil where it cannot be started or fails.
    ///
    /// A small process of this program starts it: what the system tells of a program's memory begins with that of the process that
    /// started it, and this one holds the manifests that it made.
    func run() -> Cost? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        let range = ["\(statuses.lowerBound)", "\(statuses.upperBound)"]
        let child = Self.start([CommandLine.arguments[0], "cost"] + range + arguments, outputs: [1: .descriptor(ends[1])])
        close(ends[1])
        let text = Files.readAll(ends[0])
        guard let child, Self.end(of: child, among: 0...0) != nil else { return nil }
        return Cost(String(decoding: text, as: UTF8.self))
    }

    /// What ``run()`` tells, by a process that has just begun.
    func measured() -> Cost? {
        let start = Self.now
        guard let child = Self.start(arguments, outputs: [1: .nowhere, 2: .nowhere]),
            let usage = Self.end(of: child, among: statuses)
        else { return nil }
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Cost(wall: Self.now - start, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), memory: Double(usage.ru_maxrss) / 1024)
    }

    private enum Output {
        case descriptor(Int32)
        case nowhere
    }

    private static func start(_ arguments: [String], outputs: [Int32: Output]) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, output) in outputs {
            switch output {
            case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            case .nowhere: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_WRONLY, 0)
            }
        }
        var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for item in list { free(item) } }
        var child: pid_t = 0
        return posix_spawnp(&child, arguments[0], &actions, nil, &list, environ) == 0 ? child : nil
    }

    /// What it used; nil where it ended by a signal or with another status.
    private static func end(of child: pid_t, among statuses: ClosedRange<Int32>) -> rusage? {
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(child, &status, 0, &usage) == child, status & 0x7F == 0, statuses.contains(status >> 8) else { return nil }
        return usage
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What stands for the runs of one program.
    enum Summary {
        /// What a user meets.
        case median
        /// What is left when nobody else used the machine for a moment: steady enough to fail a build on.
        case least
    }

    /// Runs all in turn, again and again, so that a slow minute of the machine meets each of them.
    /// - Returns: nil where one of them failed.
    static func interleaved(_ commands: [Command], rounds: Int, _ summary: Summary) -> [Cost]? {
        var costs = commands.map { _ in [Cost]() }
        for round in 0...rounds {
            for (position, command) in commands.enumerated() {
                guard let cost = command.run() else { return nil }
                // The first round fills the caches of the disk.
                if round > 0 { costs[position].append(cost) }
            }
        }
        return costs.map { list in
            let position = summary == .median ? list.count / 2 : 0
            let value = { (value: KeyPath<Cost, Double>) in list.map { $0[keyPath: value] }.sorted()[position] }
            return Cost(wall: value(\.wall), cpu: value(\.cpu), memory: value(\.memory))
        }
    }
}
