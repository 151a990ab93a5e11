import Glibc
import Graphviz

/// Renders in processes of podpath's own, so that a graph that crashes libgvc, hangs it or makes it take all memory costs one figure and
/// nothing else. Several figures share a process; as many run at once as the machine has processors.
struct ProcessRenderer: FigureRenderer {
    /// Seconds for one figure.
    var seconds = 30
    /// MiB of address space for one process.
    var megabytes = 4096
    /// The program that has the subcommand ``RenderWorkerCommand``; this one where nil.
    var program: String?

    func render(_ jobs: [RenderJob]) -> [Result<[UInt8], RenderFailure>] {
        var results = [Result<[UInt8], RenderFailure>?](repeating: nil, count: jobs.count)
        var waiting = jobs.indices[...]
        let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var busy: [(worker: RenderWorker, job: Int)] = []
        var idle: [RenderWorker] = []
        while !waiting.isEmpty || !busy.isEmpty {
            while busy.count < processors, let job = waiting.popFirst() {
                do throws(RenderFailure) {
                    let worker =
                        if let last = idle.popLast() { last } else {
                            try RenderWorker(program, seconds: seconds, megabytes: megabytes)
                        }
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
                if worker.isAlive { idle.append(worker) }
            }
            busy.removeAll { results[$0.job] != nil }
        }
        return results.map { $0 ?? .failure(.failed("")) }
    }
}
