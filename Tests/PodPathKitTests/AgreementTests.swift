import Foundation
import KubeCluster
import TestSupport
import Testing

@testable import PodPathKit

/// What is resolved once is told alike by all: figures, `inspect`, `records`, `trace` and calls, over random manifests.
@Suite("Every fact once: all that tell of a port, an address or a verdict tell the same")
struct AgreementTests {
    private static let seeds: [[UInt64]] = (0..<8).map { part in (0..<40).map { UInt64(part * 40 + $0) } }

    private struct Case {
        let seed: UInt64
        let cluster: Cluster

        init(_ seed: UInt64) {
            self.seed = seed
            cluster = Resolved(RandomServices(seed: seed).yaml).cluster
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
                let front = try #require(figure.elements.firstIndex { $0.role == .service }, item.place(service))
                let reached = figure.connections.filter { $0.from == front && $0.role == .traffic }.map { figure.elements[$0.to].id }
                let serving = Set(item.cluster.ports(of: service).flatMap { $0.serving.flatMap(\.pods) }).map {
                    FigureWords.id("pod", "default", item.cluster.pods[$0].reference.name)
                }
                if figure.elements.contains(where: { $0.role == .folded }) {
                    #expect(Set(reached).subtracting(["folded"]).isSubset(of: serving), item.place(service))
                } else {
                    #expect(reached.sorted() == serving.sorted(), item.place(service))
                }
                let facts = figure.elements.flatMap(\.facts)
                for port in item.cluster.ports(of: service) where port.nodePort != nil {
                    #expect(facts.contains(FigureWords.nodePort(port)), item.place(service))
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
                    #expect(inspect.contains("(node \(number.text))"), item.place(service))
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
                for kind: any FigureKind in [ServiceFigure(), ServiceTypesFigure()] {
                    let facts = item.figure(kind, service)?.elements.flatMap(\.facts) ?? []
                    #expect(facts.contains(address[0]) && facts.contains(FigureWords.nodePort(first)), item.place(service))
                }
            }
            let given = cluster.pods.flatMap(\.addresses) + cluster.services.flatMap(\.virtualIPs)
            #expect(Set(given.map(\.address)).count == given.count, "seed \(item.seed): one address, one bearer")
            let balancers = cluster.services.filter { $0.service.type == .loadBalancer }.flatMap {
                cluster.examples.balancer(of: $0.service)
            }
            #expect(Set(balancers.map(\.value)).count == balancers.count, "seed \(item.seed)")
        }
    }
}
