import TestSupport
import Testing

@Suite("Where the system withholds something, podpath works or says what failed (docs/interface.md, exit code 2)")
struct StreamTests {
    @Test(
        "Output that cannot be written is a failure with a word, whichever way it was to go",
        arguments: [
            "draw -q samples/my-service", "explain -q samples/my-service", "inspect samples/my-service", "check -f json samples/my-service",
            "figures", "records samples/my-service", "--help", "draw --help", "--version", "check --limit help",
            "--generate-completion-script bash",
        ])
    func output(line: String) throws {
        let closed = try Run("podpath \(line) >&-")
        #expect(closed.status == 2)
        #expect(closed.messages.contains("podpath: error: <stdout>: Bad file descriptor"))
        let full = try Run("podpath \(line) > /dev/full")
        #expect(full.status == 2)
        #expect(full.messages.contains("podpath: error: <stdout>: No space left on device"))
    }

    @Test("A closed input is a failure, a closed standard error is nobody's; a file is written all the same")
    func closed() throws {
        let scratch = try Scratch()
        let input = try Run("podpath inspect <&-")
        #expect(input.status == 2)
        #expect(input.messages.contains("<stdin>: Bad file descriptor"))
        let file = try Run("podpath draw samples/my-service -o '\(scratch.path)/a.svg' <&- >&- 2>&- && head -c 4 '\(scratch.path)/a.svg'")
        #expect(file.status == 0)
        #expect(file.output == "<svg", "none of what is opened takes the place of a closed stream")
        #expect(try Run("podpath draw samples/my-service <&- >&- 2>&-").status == 2)
    }

    @Test("What somebody typed is said without what acts on a terminal")
    func escapes() throws {
        for line in ["draw --figure $'\\e[2J'", "draw $'--\\e[2J'", "draw -f $'\\e[2J'", "$'\\e[2J'", "check --limit $'\\e[2J=1'"] {
            let run = try Run("podpath \(line)", input: CommandTests.good)
            #expect(run.status == 64)
            #expect(!run.messages.contains("\u{1B}") && run.messages.contains("[2J"), "\(line): \(run.messages)")
        }
        let stale = try Run("podpath draw -q -o $'/\\e[2J.svg' --check", input: CommandTests.good)
        #expect(stale.status == 1 && !stale.messages.contains("\u{1B}"))
    }

    /// Whether this machine lets tests have mounts of their own; containers often do not.
    static let hasMounts = ((try? Run("unshare -rm mount -t tmpfs none /mnt"))?.status ?? 1) == 0

    @Test("Without /proc, where Swift finds no command line, nothing is taken for a call of help", .enabled(if: hasMounts))
    func noProc() throws {
        for line in ["draw samples/my-service", "--version", "check -q samples/shop"] {
            let run = try Run("unshare -rm sh -c 'mount -t tmpfs none /proc && exec \"$@\"' sh '\(Run.program)' \(line)")
            #expect(run.status == 2)
            #expect(run.output.isEmpty)
            #expect(run.messages == "podpath: error: the command line cannot be read: /proc is not mounted\n")
        }
    }

    static let isRoot = ((try? Run("test $(id -u) = 0 && setpriv --reuid 65534 --clear-groups true"))?.status ?? 1) == 0

    @Test("As a user without a name, a home or an environment, where nothing can be written", .enabled(if: isRoot && hasMounts))
    func container() throws {
        let scratch = try Scratch()
        let line =
            "cp '\(Run.program)' podpath && chmod a+rx . podpath && cat > in.yaml && chmod a+r in.yaml && unshare -m sh -c '"
            + "mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\" && exec env -i setpriv --reuid 65534 --regid 65534 --clear-groups "
        let drawn = try Run("\(line) ./podpath draw in.yaml'", input: CommandTests.good, in: scratch.path)
        #expect(drawn.status == 0, "\(drawn.messages)")
        #expect(drawn.output.hasPrefix("<svg") && drawn.output.hasSuffix("</svg>\n"))
        let refused = try Run("\(line) ./podpath draw in.yaml -o a.svg'", input: CommandTests.good, in: scratch.path)
        #expect(refused.status == 2)
        #expect(refused.messages.contains("a.svg: Read-only file system"))
    }
}
