import Foundation
import KubeCluster
import TestSupport
import Testing

@testable import PodPathKit

/// What is resolved once is told alike by all: figures, `inspect`, `records`, `trace` and calls, over random manifests.
@Suite("Every fact once: all that tell of a port, an address or a verdict tell the same")
struct AgreementTests {
    private static let seeds: [[UInt64]] = (0..<10).map { part in (0..<50).map { UInt64(part * 50 + $0) } }

    private struct Case {
        let seed: UInt64
        let cluster: Cluster

        let diagnostics: [Diagnostic]

        init(_ seed: UInt64) { self.init(seed, hasPolicies: false) }

        init(_ seed: UInt64, hasPolicies: Bool) {
            self.seed = seed
            let resolved = Resolved(RandomServices(seed: seed, hasPolicies: hasPolicies).yaml)
            cluster = resolved.cluster
            diagnostics = resolved.findings
        }

        func figure(_ kind: any FigureKind, _ service: ClusterService) -> Figure? {
            var request = FigureRequest()
            request.focus = "Service/\(service.reference.path)"
            return kind.figures(of: cluster, for: request).first
        }

        func place(_ service: ClusterService) -> Comment { "seed \(seed), \(service.reference)" }
    }

    @Test("The ports of endpoints and Pods (R67)", arguments: seeds)
    func endpoints(seeds: [UInt64]) {
        for item in seeds.map(Case.init) {
            for service in item.cluster.services {
                let ports = item.cluster.ports(of: service)
                for endpoint in item.cluster.endpoints(of: service) {
                    guard let pod = endpoint.pod else { continue }
                    let listed = endpoint.ports.map { "\($0.name ?? "") \($0.port ?? 0)" }
                    let resolved = ports.compactMap { port in port.end(on: pod)?.number.map { "\(port.port.name ?? "") \($0)" } }
                    #expect(listed == resolved, item.place(service))
                }
            }
        }
    }

    @Test("A Service's figure draws an arrow that arrives exactly to the Pods that get connections", arguments: seeds)
    func serviceFigure(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            for service in item.cluster.services where !service.service.isHeadless {
                let figure = try #require(item.figure(ServiceFigure(), service), item.place(service))
                let front = try #require(figure.elements.firstIndex { $0.id == "service-default-\(service.name)" }, item.place(service))
                let reached = Set(
                    figure.connections.filter { $0.from == front && $0.role == .traffic }.map { figure.elements[$0.to].id })
                let serving = Set(item.cluster.ports(of: service).flatMap { $0.serving.compactMap(\.workload) }).map {
                    let first = item.cluster.workloads[$0]
                    return FigureWords.id(first.kind.lowercased(), "default", first.reference.name)
                }
                // Bare Pods that are alike share a box.
                #expect(reached.isSubset(of: serving + ["folded"]) && reached.isEmpty == serving.isEmpty, item.place(service))
                let outside = figure.elements.filter { $0.above == front }.flatMap(\.lines).map(\.text).joined()
                for port in item.cluster.ports(of: service) {
                    if let number = port.nodePort { #expect(outside.contains(":\(number.text)"), item.place(service)) }
                }
            }
        }
    }

    @Test("trace, calls and the overview's arrows end as the port does (R65, R67)", arguments: seeds)
    func verdicts(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            let arrivals = Dictionary(
                zip(item.cluster.calls, item.cluster.callArrivals()).map { ("\($0.target.name):\($0.port ?? 0)", $1) },
                uniquingKeysWith: { first, _ in first })
            for service in item.cluster.services where !service.service.isHeadless {
                for port in item.cluster.ports(of: service) where port.port.transport == .tcp {
                    let name = "\(service.name):\(port.port.port)"
                    let path = try item.cluster.path(from: "caller", to: name)
                    let wanted: CommunicationPath.Verdict = port.gap == nil ? .allowed : port.gap == .noPod ? .unresolved : .denied
                    #expect(path.verdict == wanted, "\(item.place(service)) \(name)")
                    if let gap = port.gap, gap.isOfPort {
                        #expect(path.decisive?.text.contains(gap.text) == true, "\(item.place(service)) \(name)")
                    }
                    let call = try #require(arrivals[name], "\(item.place(service)) \(name)")
                    let outcome: CallArrival.Outcome = port.gap == nil ? .arrives : port.gap == .noPod ? .unknown : .noReadyEndpoint
                    let isScaled = port.gap == .noPod && call.outcome == .noReadyEndpoint && call.why.hasSuffix("asks for 0 replicas")
                    #expect(call.outcome == outcome || isScaled, "\(item.place(service)) \(name)")
                    if let gap = port.gap, gap.isOfPort { #expect(call.gap == gap, "\(item.place(service)) \(name)") }
                    if let number = call.podPort { #expect(port.serving.contains { $0.end.number == number }, item.place(service)) }
                }
            }
        }
    }

    @Test("Addresses and nodePorts: inspect, records, the figures and trace", arguments: seeds)
    func examples(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            let cluster = item.cluster
            let inspect = InspectReport(cluster, FigureRequest(), []).text
            let records = RecordsReport(ClusterDNS(cluster)).text(.text)
            let overview = try #require(OverviewFigure().figures(of: cluster, for: FigureRequest()).first)
            for service in cluster.services {
                for address in service.virtualIPs {
                    #expect(inspect.contains(address.text) && records.contains(address.text), item.place(service))
                }
                let ports = cluster.ports(of: service)
                for number in ports.compactMap(\.nodePort) {
                    #expect(inspect.contains("(nodePort \(number.text)"), item.place(service))
                    #expect(number.value >= ServicePort.nodePorts.lowerBound && number.value <= ServicePort.nodePorts.upperBound)
                }
                if service.service.type == .nodePort {
                    let way = "NodePort \(ports.compactMap { $0.nodePort.map { ":\($0.text)" } }.joined(separator: ", "))"
                    #expect(overview.elements.contains { $0.lines.contains { $0.text == way } }, item.place(service))
                }
                guard service.service.type == .loadBalancer, let first = ports.first else { continue }
                let address = cluster.examples.balancer(of: service.service).map(\.text)
                let path = try cluster.path(
                    from: "outside", to: "\(service.name):\(first.port.port)/\(first.port.transport.rawValue.lowercased())")
                #expect(path.hops[0].text.contains(address[0]), item.place(service))
                #expect(path.hops[1].text.contains(first.nodePort?.text ?? "-"), item.place(service))
                let facts = item.figure(ServiceTypesFigure(), service)?.elements.flatMap(\.facts) ?? []
                #expect(facts.contains(Sentence(address[0])) && facts.contains(English.nodePort(first)), item.place(service))
                let lines = item.figure(ServiceFigure(), service)?.elements.flatMap(\.lines).map(\.text) ?? []
                #expect(lines.contains("at \(address[0])"), item.place(service))
                #expect(lines.contains { $0.contains(":\(first.nodePort?.text ?? "-")") }, item.place(service))
            }
            let given = cluster.pods.flatMap(\.addresses) + cluster.services.flatMap(\.virtualIPs)
            #expect(Set(given.map(\.address)).count == given.count, "seed \(item.seed): one address, one bearer")
            let balancers = cluster.services.filter { $0.service.type == .loadBalancer }.flatMap {
                cluster.examples.balancer(of: $0.service)
            }
            #expect(Set(balancers.map(\.value)).count == balancers.count, "seed \(item.seed)")
        }
    }

    @Test(
        "With policies: calls, trace and its figure, findings, the overview, the explanation and connections tell one verdict (C13, C19)",
        arguments: seeds)
    func policies(seeds: [UInt64]) throws {
        var told: Set<String> = []
        for item in seeds.map({ Case($0, hasPolicies: true) }) {
            let cluster = item.cluster
            let overview = try #require(OverviewFigure().figures(of: cluster, for: FigureRequest()).first)
            let list = Connections(cluster)
            for (call, arrival) in zip(cluster.calls, cluster.callArrivals()) {
                let position = try #require(call.service), port = try #require(call.port)
                guard !cluster.services[position].service.isHeadless else { continue }
                let place: Comment = "\(item.place(cluster.services[position])):\(port), \(arrival.outcome): \(arrival.why)"
                told.insert(arrival.outcome.rawValue)
                let to = "\(call.target.name):\(port)"
                let path = try cluster.path(from: "caller", to: to)
                switch arrival.outcome {
                case .arrives: #expect(path.verdict == .allowed, place)
                case .refused, .portNotServed, .noReadyEndpoint: #expect(path.verdict == .denied || path.verdict == .unresolved, place)
                case .doesNotResolve, .unknown: #expect(path.verdict != .allowed, place)
                }
                var request = FigureRequest()
                (request.from, request.to) = ("caller", to)
                let drawn = try #require(PathFigure().figures(of: cluster, for: request).first, place)
                #expect(drawn.connections.contains { $0.role == .denied } == (path.verdict != .allowed), place)

                let findings = item.diagnostics.filter { $0.identifier == "call-refused-by-policy" && $0.message.contains("\"\(to)\"") }
                let isRefused = arrival.refusals.contains { !$0.isQuestion }
                #expect(findings.isEmpty == !(arrival.outcome == .refused && isRefused), place)
                let answer = English.answer(call, arrival)
                #expect(
                    (answer == "yes") == (arrival.outcome == .arrives) && answer.hasPrefix("no:") == (arrival.fails && !arrival.isSome),
                    place)
                let caller = overview.elements.firstIndex { $0.name == "caller" }
                #expect(overview.connections.contains { $0.from == caller && $0.role == (arrival.fails ? .denied : .traffic) }, place)

                let targets = cluster.targets(of: cluster.services[position])
                let asked = arrival.refusals.contains(where: \.isQuestion)
                guard let number = arrival.podPort, targets.count == 1, !asked, arrival.outcome == .arrives || !arrival.isSome else {
                    continue
                }
                #expect(list.allows(call.workload, targets[0].workload, number) == (arrival.outcome == .arrives), place)
            }
        }
        #expect(told.isSuperset(of: ["arrives", "refused", "no-ready-endpoint"]), "cases of every kind were seen")
    }

    /// What `connections` lists.
    private struct Connections {
        private var ports: [[Int]: PortSet] = [:]

        init(_ cluster: Cluster) {
            let list = ConnectionList(cluster)
            list.forEachRow { row in
                guard case .workload(let from) = list.ends[row.from].end, case .workload(let to) = list.ends[row.to].end else { return }
                ports[[from, to]] = list.portSets[row.ports]
            }
        }

        func allows(_ from: Int, _ to: Int, _ port: Int) -> Bool { from == to || ports[[from, to]]?.contains(port, .tcp) ?? false }
    }
}
