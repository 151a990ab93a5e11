import Glibc
import Graphviz
import PodPathIO
import Synchronization

/// Renders in processes of podpath's own, so that a graph that crashes libgvc, hangs it or makes it take all memory costs one figure and
/// nothing else. Several figures share a process; as many run at once as the machine has processors.
final class ProcessRenderer: FigureRenderer {
    private let seconds: Int
    private let megabytes: Int
    private let program: String?
    /// Processes that wait for a figure.
    private let idle = Mutex<[ChildProcess]>([])

    /// - Parameters:
    ///   - seconds: for one figure.
    ///   - megabytes: MiB of address space for one process.
    ///   - program: the program that has the subcommand ``RenderWorkerCommand``; this one where nil.
    init(seconds: Int = 30, megabytes: Int = 4096, program: String? = nil) {
        (self.seconds, self.megabytes, self.program) = (seconds, megabytes, program)
    }

    /// Starts the first process, so that it gets ready while the manifests are read. What prevents it is said when a figure needs it.
    func start() {
        guard let process = try? newProcess() else { return }
        idle.withLock { $0.append(process) }
    }

    func render(_ jobs: [RenderJob]) -> [Result<[UInt8], RenderFailure>] {
        var results = [Result<[UInt8], RenderFailure>?](repeating: nil, count: jobs.count)
        var waiting = jobs.indices[...]
        let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var busy: [(worker: RenderWorker, job: Int)] = []
        while !waiting.isEmpty || !busy.isEmpty {
            while busy.count < processors, let job = waiting.popFirst() {
                do throws(RenderFailure) {
                    let worker = RenderWorker(try nextProcess(), seconds: seconds)
                    worker.begin(jobs[job])
                    busy.append((worker, job))
                } catch {
                    results[job] = .failure(error)
                }
            }
            RenderWorker.wait(busy.map(\.worker))
            for (worker, job) in busy {
                guard let result = worker.result else { continue }
                results[job] = result
                if worker.isAlive { idle.withLock { $0.append(worker.process) } }
            }
            busy.removeAll { results[$0.job] != nil }
        }
        return results.map { $0 ?? .failure(.failed("")) }
    }

    /// One that waits, or a new one.
    private func nextProcess() throws(RenderFailure) -> ChildProcess {
        if let process = idle.withLock({ $0.popLast() }) { return process }
        return try newProcess()
    }

    private func newProcess() throws(RenderFailure) -> ChildProcess {
        try RenderWorker.start(program, seconds: seconds, megabytes: megabytes)
    }
}
