import Glibc
import Graphviz
import PodPathIO

/// One process that renders figures one after the other, and what becomes of the figure at hand.
final class RenderWorker {
    let process: ChildProcess
    private let seconds: Int
    private var deadline = ContinuousClock.now
    private var reply = RenderReply()
    private var messages: [UInt8] = []
    private(set) var isAlive = true
    /// What has become of the figure; nil while it is being rendered.
    private(set) var result: Result<[UInt8], RenderFailure>?

    /// Bytes of what the libraries below libgvc say on standard error that are kept.
    private static let messageLimit = 4096

    /// - Parameters:
    ///   - process: one of ``start(_:seconds:megabytes:)`` that has nothing to do.
    ///   - seconds: for one figure.
    init(_ process: ChildProcess, seconds: Int) { (self.process, self.seconds) = (process, seconds) }

    /// Starts a process, which then waits for figures.
    static func start(_ program: String?, seconds: Int, megabytes: Int) throws(RenderFailure) -> ChildProcess {
        // That a library crashes is no news here: Swift's own account of it would take seconds and help nobody.
        let environment = ["SWIFT_BACKTRACE=enable=no"]
        // These make Graphviz load other plugins or look for files.
        let removed = ["GVBINDIR", "GV_FILE_PATH", "SERVER_NAME", "SWIFT_BACKTRACE"]
        let arguments = [RenderWorkerCommand.name, "\(seconds)", "\(megabytes)"]
        do throws(IOFailure) {
            return try ChildProcess.ofThisProgram(program, arguments: arguments, adding: environment, removing: removed)
        } catch {
            throw .noProcess(error.reason)
        }
    }

    /// Sends the figure. The process reads all of it before it answers; one that has died shows when it is waited for.
    func begin(_ job: RenderJob) {
        result = nil
        reply = RenderReply()
        messages = []
        deadline = .now + .seconds(seconds) + .milliseconds(500)
        process.send(RenderReply.request(job))
    }

    /// Waits until one of them has a result, or something to read, or no time left.
    static func wait(_ workers: [RenderWorker]) {
        guard let next = workers.map(\.deadline).min() else { return }
        var descriptors = workers.flatMap { worker in
            [worker.process.output, worker.process.errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        }
        let left = ContinuousClock.now.duration(to: next)
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        _ = poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: max(0, milliseconds + 1)))
        for (position, worker) in workers.enumerated() {
            if descriptors[2 * position + 1].revents != 0 { worker.readMessages() }
            if descriptors[2 * position].revents != 0 { worker.readReply() }
            if worker.result == nil, worker.deadline <= .now { worker.end(.timedOut(seconds: worker.seconds)) }
        }
    }

    private func readReply() {
        let bytes = Descriptor.read(process.output)
        guard !bytes.isEmpty else { return end(nil) }
        result = reply.take(bytes)
    }

    private func readMessages() {
        let bytes = Descriptor.read(process.errors)
        messages += bytes.prefix(max(0, Self.messageLimit - messages.count))
        if bytes.isEmpty { end(nil) }
    }

    /// The process has ended, or is ended here with this result.
    private func end(_ failure: RenderFailure?) {
        guard isAlive else { return }
        isAlive = false
        let status = process.end(kills: failure != nil)
        let said = String(decoding: messages, as: UTF8.self)
        switch status {
        case _ where failure != nil: result = failure.map { .failure($0) }
        case .signal(SIGXCPU): result = .failure(.timedOut(seconds: seconds))
        case .signal(let number): result = .failure(.crashed(signal: Int(number)))
        // The library ended its process.
        case .exit: result = .failure(.failed(said))
        }
    }
}
