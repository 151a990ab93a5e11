import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

@Suite("A Pod is killed and replaced (R63)")
struct PodReplacementFigureTests {
    private func draw(_ yaml: String, replace: String? = nil) -> Figure? {
        var request = FigureRequest()
        request.replace = replace
        return PodReplacementFigure().figures(of: Resolved(yaml).cluster, for: request).first
    }

    private func element(_ figure: Figure, _ id: String) throws -> Figure.Element {
        try #require(figure.elements.first { $0.id == id })
    }

    private static let client = Manifest.pod("client", labels: "app: client")
    private static let deployment = client + Manifest.workload("Deployment", "web") + Manifest.service(spec: "clusterIP: 10.96.7.7")

    @Test("Who calls is named where a configuration says so; else it is any Pod, and nobody is made up")
    func caller() throws {
        let anybody = try #require(draw(Self.deployment))
        #expect(try element(anybody, "before-client").name == "Any Pod")
        let call = Manifest.pod("caller", labels: "app: caller")
            .replacing("{name: c,", with: "{name: c, env: [{name: A, value: 'http://web'}],")
        let named = try #require(draw(call + Self.deployment))
        #expect(try element(named, "before-client").name == "caller")
    }

    @Test("A Deployment's Pod: another name, another address; name and address of the Service stay")
    func deployment() throws {
        let figure = try #require(draw(Self.deployment))
        let old = try element(figure, "before-pod")
        let new = try element(figure, "after-pod")
        #expect((old.name, old.role) == ("web-2", .gone))
        #expect((new.name, new.role) == ("web-3", .pod))
        #expect(old.facts != new.facts)
        let fronts = try [element(figure, "before-service"), element(figure, "after-service")]
        #expect(Set(fronts.map(\.name)) == ["web"])
        #expect(fronts.allSatisfy { $0.facts == ["10.96.7.7"] })
        #expect(figure.remarks.contains { $0.contains("are examples") })
    }

    @Test("The EndpointSlice drops the one address, takes the other, and keeps the rest")
    func slice() throws {
        let figure = try #require(draw(Self.deployment))
        let before = try element(figure, "before-slice")
        let after = try element(figure, "after-slice")
        let old = try element(figure, "before-pod").facts[0] + ":8080"
        let new = try element(figure, "after-pod").facts[0] + ":8080"
        #expect(before.facts.count == 2 && before.facts.contains(old))
        #expect(after.facts == before.facts.filter { $0 != old })
        #expect(after.chips == [.init(text: "- \(old)", role: .vanished), .init(text: "+ \(new)", role: .appeared)])
    }

    @Test("Six numbered steps; what changed between the scenes is told where it is seen; the maker is named with its place")
    func steps() throws {
        let figure = try #require(draw(Self.deployment))
        #expect(figure.steps.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(figure.connections.compactMap(\.step).sorted() == [1, 2, 5, 6])
        #expect(try element(figure, "after-pod").notes == [.init(step: 3, text: "made in its place", isRefused: false)])
        #expect(try element(figure, "after-slice").notes == [.init(step: 4, text: "one out, one in", isRefused: false)])
        #expect(figure.steps[2].text.contains("the ReplicaSet of Deployment web makes another Pod"))
        #expect(figure.steps[2].because.map(\.object.kind) == ["Deployment"])
        #expect(figure.steps[4].text.contains("notices nothing"))
    }

    @Test(
        "Each thing stands at the same place in both halves, in a figure no wider than an article's column",
        arguments: ["my-service", "frontend-backend", "shop", "nodes", "ingress", "policies", "trace"])
    func places(sample: String) throws {
        let cluster = Resolved(files: Project.sources("samples/\(sample)")).cluster
        let figure = try #require(PodReplacementFigure().figures(of: cluster, for: FigureRequest()).first)
        var diagnostics = Diagnostics()
        let bytes = try #require(FigurePrinter().print(figure, as: .svg, &diagnostics))
        let svg = SVGGeometry(String(decoding: bytes, as: UTF8.self))
        #expect(svg.viewBox.maxX - svg.viewBox.minX <= 640)
        let half = { (name: String) in
            svg.boxes.filter { $0.id.hasPrefix("pod-replacement-\(name)-") }.map { box in
                (id: box.id.dropFirst("pod-replacement-\(name)".count), x: (box.area.minX + box.area.maxX) / 2, y: box.area.minY)
            }.sorted { $0.y < $1.y }
        }
        let before = half("before"), after = half("after")
        #expect(before.count == after.count && before.count > 3)
        for box in before {
            let twin = try #require(after.first { $0.id == box.id })
            #expect(abs(box.x - twin.x) < 1, "\(box.id)")
            let column = { (boxes: [(id: Substring, x: Double, y: Double)]) in boxes.filter { abs($0.x - box.x) < 20 }.map(\.id) }
            #expect(column(before) == column(after))
        }
    }

    @Test("The client calls by the name and port that it is configured with, also that of one Pod behind a headless Service")
    func called() throws {
        let client = Manifest.pod(
            "client", labels: "app: client", spec: "initContainers: [{name: i, env: [{name: HOST, value: 'db-0.db.default:6379'}]}]")
        let set = Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "replicas: 2\n  serviceName: db")
        let yaml = client + set + Manifest.service("db", selector: "app: db", ports: "{port: 6379}", spec: "clusterIP: None")
        #expect(try element(#require(draw(yaml, replace: "db-0")), "before-client").facts == ["calls db-0.db.default:6379"])
        #expect(
            try element(#require(draw(yaml, replace: "db-1")), "before-client").facts == ["calls db:6379"], "that is another Pod's name")
    }

    @Test("The new address is nobody else's, and the same in every run (R70)")
    func address() throws {
        let figure = try #require(draw(Self.deployment))
        let cluster = Resolved(Self.deployment).cluster
        let given =
            cluster.pods.flatMap { $0.addresses.map(FigureWords.text) } + cluster.services.flatMap { $0.virtualIPs.map(FigureWords.text) }
        let new = try element(figure, "after-pod").facts[0]
        #expect(!given.contains(new))
        #expect(try element(#require(draw(Self.deployment)), "after-pod").facts[0] == new)
    }

    @Test("A StatefulSet's Pod keeps its name but not its address, and a headless Service's client looks it up again (R45)")
    func statefulSet() throws {
        let yaml =
            Self.client + Manifest.workload("StatefulSet", "db", spec: "serviceName: web\n  replicas: 2")
            + Manifest.service(spec: "clusterIP: None")
        let figure = try #require(draw(yaml, replace: "db-1"))
        #expect(try element(figure, "after-pod").name == "db-1")
        #expect(try element(figure, "after-pod").facts != element(figure, "before-pod").facts)
        #expect(figure.steps[2].text.contains("the same name, but another address"))
        #expect(figure.steps[4].text.contains("look it up again"))
        #expect(!figure.connections.contains { $0.role == .traffic })
    }

    @Test("A bare Pod is not replaced; where it was the only one, connections fail")
    func bare() throws {
        let figure = try #require(draw(Self.client + Manifest.pod("a") + Manifest.service()))
        #expect(try element(figure, "after-pod").role == .gone)
        #expect(figure.steps[2].text.contains("nobody makes another"))
        #expect(try element(figure, "after-pod").notes == [.init(step: 3, text: "nobody makes another", isRefused: true)])
        #expect(try element(figure, "after-slice").notes.map(\.text) == ["one out, none in"])
        #expect(figure.steps[4].text.contains("new connections fail"))
        #expect(try element(figure, "after-client").caption == "cannot connect")
        let two = try #require(draw(Self.client + Manifest.pod("a") + Manifest.pod("b") + Manifest.service()))
        #expect(two.steps.last?.text == "New connections go to the 1 Pod that is left.")
    }

    @Test("A dumped Pod's successor has another ending, as its ReplicaSet would give it")
    func dumped() throws {
        let owner = "ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-7d4b9c, uid: u, controller: true}]"
        let figure = try #require(draw(Manifest.pod("web-7d4b9c-x2k8p", metadata: owner) + Manifest.service()))
        let name = try element(figure, "after-pod").name
        #expect(name.hasPrefix("web-7d4b9c-") && name != "web-7d4b9c-x2k8p" && name.count == "web-7d4b9c-x2k8p".count)
    }

    @Test("--replace chooses, a workload stands for its first Pod; a Pod without a Service has no such figure")
    func choice() {
        #expect(draw(Self.deployment, replace: "web")?.title == "Pod web-1 is replaced")
        #expect(draw(Self.deployment, replace: "client") == nil)
        #expect(draw(Manifest.service()) == nil)
    }

    @Test("Ten thousand Pods: one is left alone by name, the rest are counted")
    func folded() throws {
        let figure = try #require(draw(Manifest.workload("Deployment", "web", spec: "replicas: 10000") + Manifest.service()))
        #expect(figure.elements.count < 14)
        #expect(try element(figure, "before-more").name == "+ 9,998 more Pods")
        #expect(try element(figure, "before-slice").facts.contains("+ 9,996 more"))
    }

    @Test("One replica: until the new Pod is ready nothing is behind the Service (R29), and the client notices")
    func interrupted() throws {
        let one = Self.client + Manifest.workload("Deployment", "web", spec: "replicas: 1") + Manifest.service()
        let figure = try #require(draw(one))
        #expect(try element(figure, "after-client").caption == "fails meanwhile")
        #expect(figure.steps.contains { $0.text.contains("until the new Pod is ready no Pod is behind it") })
        #expect(try element(#require(draw(Self.deployment)), "after-client").caption == "notices nothing", "two replicas")
    }

    @Test("A StatefulSet's Pod that is called by its own name is the one that is killed, and its name is the story (R26)")
    func podName() throws {
        let set =
            Manifest.service("mongo", selector: "app: mongo", ports: "{port: 27017}", spec: "clusterIP: None")
            + Manifest.workload("StatefulSet", "mongo", labels: "app: mongo", spec: "serviceName: mongo\n  replicas: 2")
        let caller = Manifest.pod("api", labels: "app: api")
            .replacing("{name: c,", with: "{name: c, env: [{name: DB_HOST, value: 'mongo-0.mongo:27017'}],")
        let figure = try #require(draw(set + caller))
        #expect(try element(figure, "before-pod").name == "mongo-0")
        #expect(figure.steps[0].text.hasPrefix("api looks up mongo-0.mongo and gets the address of that one Pod"))
        #expect(figure.steps.contains { $0.text.hasPrefix("The name mongo-0.mongo stays") })
        let plain = try #require(draw(set + caller.replacing("mongo-0.mongo", with: "mongo")))
        #expect(plain.steps[0].text.hasPrefix("api looks up mongo and gets the addresses"))
    }
}
