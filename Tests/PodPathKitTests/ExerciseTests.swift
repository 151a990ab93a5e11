import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// Right answers and wrong ones are held against the cluster by another way than the one that made them.
@Suite("Exercises: every choice is as right or as wrong as the cluster says")
struct ExerciseTests {
    private struct Case {
        let yaml: String
        let cluster: Cluster
        let sheet: ExerciseSheet

        init(_ seed: UInt64) {
            yaml = RandomServices(seed: seed, hasPolicies: true).yaml
            cluster = Resolved(yaml).cluster
            sheet = ExerciseSheet(of: cluster, for: FigureRequest(), level: .advanced, seed: seed, count: 200)
        }

        func exercises(_ kind: String) -> [Exercise] { sheet.exercises.filter { $0.kind == kind } }

        func service(_ exercise: Exercise) throws -> ClusterService {
            let reference = try #require(exercise.about.first { $0.kind == "Service" })
            return try #require(cluster.services.first { $0.reference == reference })
        }

        func workload(_ text: String) -> Int? { cluster.workloads.firstIndex { text.hasSuffix("\($0.reference)") } }
    }

    private static let seeds: [[UInt64]] = (0..<4).map { part in (0..<30).map { UInt64(part * 30 + $0) } }

    @Test("selects: a Pod has every label of the selector (R62)", arguments: seeds)
    func selects(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            for exercise in item.exercises("selects") {
                let service = try item.service(exercise), selector = service.service.selector ?? []
                for choice in exercise.choices where choice.text.plain != "none" {
                    let workload = try #require(item.workload(choice.text.plain), "\(choice.text)")
                    let pods = item.cluster.workloads[workload].pods.map { item.cluster.pods[$0] }
                    let has = pods.contains { pod in
                        selector.allSatisfy { wanted in (pod.labels + pod.addedLabels).contains { $0.text == wanted.text } }
                    }
                    #expect(has == choice.isRight, "\(exercise.question) \(choice.text)")
                }
            }
        }
    }

    @Test("name: the search list, one name after the other (R47, R55)", arguments: seeds)
    func names(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            let dns = ClusterDNS(item.cluster)
            for exercise in item.exercises("name") {
                let service = try item.service(exercise), full = "\(service.name).default.svc.cluster.local"
                for choice in exercise.choices {
                    let asked = ["default.svc.cluster.local", "svc.cluster.local", "cluster.local"].map { "\(choice.text).\($0)" }
                    // No name here has five dots (ndots).
                    let found = (asked + [choice.text.plain]).first { !dns.answer($0, "A").answers.isEmpty }
                    #expect((found == full) == choice.isRight, "\(exercise.question) \(choice.text)")
                }
            }
        }
    }

    @Test("address: a Service's virtual IP, or the ready endpoints of a headless one (R13, R22)", arguments: seeds)
    func addresses(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            for exercise in item.exercises("address") {
                let service = try item.service(exercise)
                let ready = item.cluster.endpoints(of: service).filter(\.isReady).map(\.address)
                let wanted = service.isHeadless ? Set(ready) : Set(service.ipAddresses)
                for choice in exercise.choices {
                    let address = choice.text.plain.replacing("~", with: "")
                    #expect(wanted.contains(address) == choice.isRight, "\(exercise.question) \(choice.text)")
                }
                #expect(exercise.answer.count == wanted.count)
            }
        }
    }

    @Test("port: as a call to that port ends when no policy is there (R65, R67)", arguments: seeds)
    func ports(seeds: [UInt64]) throws {
        for seed in seeds {
            let cluster = Resolved(RandomServices(seed: seed).yaml).cluster
            let sheet = ExerciseSheet(of: cluster, for: FigureRequest(), level: .beginner, seed: seed, count: 200)
            let arrivals = Dictionary(
                zip(cluster.calls, cluster.callArrivals()).map { ("\($0.target.name):\($0.port ?? 0)", $1) },
                uniquingKeysWith: { first, _ in first })
            for exercise in sheet.exercises where exercise.kind == "port" {
                let service = try #require(exercise.about.first), text = exercise.question.plain
                let port = try #require(text.firstMatch(of: /to port ([0-9]+) of/)?.1)
                let arrival = try #require(arrivals["\(service.name):\(port)"], "\(text)")
                let right = arrival.outcome == .arrives ? arrival.podPort.map { "port \($0) of a Pod" } : "no Pod that takes it"
                #expect(right.map { exercise.answer == [$0] } ?? true, "seed \(seed) \(text)")
            }
        }
    }

    @Test("reaches: a Pod with these labels, put among the manifests, is picked or not (R62)", arguments: [seeds[0]])
    func labels(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            for exercise in item.exercises("reaches") {
                let service = try item.service(exercise)
                for choice in exercise.choices {
                    let labels = choice.text.plain.replacing(" and ", with: ", ").replacing("=", with: ": ")
                    let selected = Resolved(item.yaml + Manifest.pod("newcomer", labels: labels)).selected(service.name)
                    #expect(selected.contains("newcomer") == choice.isRight, "\(exercise.question) \(choice.text)")
                }
            }
        }
    }

    @Test("replaced: a StatefulSet alone keeps names, and nobody an address (R63)", arguments: seeds)
    func replaced(seeds: [UInt64]) throws {
        for item in seeds.map(Case.init) {
            for exercise in item.exercises("replaced") {
                let service = try item.service(exercise)
                let isStateful = exercise.question.plain.contains(" of StatefulSet ")
                for choice in exercise.choices {
                    let isVirtual = service.virtualIPs.contains { choice.text.plain.hasSuffix($0.text) }
                    #expect(choice.isRight == (isVirtual || isStateful && choice.text.plain.contains("name")))
                }
            }
        }
    }

    @Test("may-connect: what the list of connections holds (C13, C19)", arguments: seeds)
    func connections(seeds: [UInt64]) throws {
        var told: Set<Bool> = []
        for item in seeds.map(Case.init) {
            let list = ConnectionList(item.cluster)
            var allowed: [[Int]: PortSet] = [:]
            list.forEachRow { row in
                guard case .workload(let from) = list.ends[row.from].end, case .workload(let to) = list.ends[row.to].end else { return }
                allowed[[from, to]] = list.portSets[row.ports]
            }
            for exercise in item.exercises("may-connect") {
                let target = try #require(item.cluster.workloads.firstIndex { $0.reference == exercise.about[0] })
                let number = try #require(exercise.question.plain.firstMatch(of: /TCP port ([0-9]+)\?/).flatMap { Int($0.1) })
                for choice in exercise.choices where choice.text.plain != "none of these" {
                    let client = try #require(item.workload(choice.text.plain))
                    #expect(
                        (allowed[[client, target]]?.contains(number, .tcp) ?? false) == choice.isRight,
                        "\(exercise.question) \(choice.text)")
                    told.insert(choice.isRight)
                }
            }
        }
        #expect(told.count == 2, "both were asked about")
    }

    @Test("A sheet: the same for the same seed, other questions for another, ids unique, every kind in turn, no choice twice")
    func sheet() throws {
        let cluster = Resolved(files: Project.sources("samples/policies")).cluster
        let make = { (seed: UInt64, level: Exercise.Level) throws in
            try ExercisesReport(ExerciseSheet(of: cluster, for: FigureRequest(), level: level, seed: seed, count: 7))
                .text(.json, TemplateLibrary())
        }
        #expect(try make(1, .advanced) == make(1, .advanced) && make(1, .advanced) != make(2, .advanced))
        let sheet = ExerciseSheet(of: cluster, for: FigureRequest(), level: .advanced, seed: 1, count: 7)
        #expect(sheet.exercises.map(\.kind) == ExerciseCatalog.all.map(\.id))
        #expect(Set(sheet.exercises.map(\.id)).count == 7)
        for exercise in sheet.exercises {
            #expect(Set(exercise.choices.map(\.text.plain)).count == exercise.choices.count)
            #expect(!exercise.answer.isEmpty && exercise.answer.count < exercise.choices.count)
            #expect(!exercise.because.isEmpty, "\(exercise.id) says where it stands")
        }
        let beginner = ExerciseSheet(of: cluster, for: FigureRequest(), level: .beginner, seed: 1, count: 50)
        #expect(beginner.exercises.allSatisfy { $0.level == .beginner })
        #expect(try make(1, .beginner).contains("\"seed\": 1"))
        // As published for seed 1234567 (SplitMix64, Vigna's splitmix64.c): 6457827717110365317.
        var random = ExerciseRandom(seed: 1_234_567)
        #expect(random.below(1_000_000_007) == Int(6_457_827_717_110_365_317 as UInt64 % 1_000_000_007))
    }

    @Test("Nothing of a manifest is active in the page, and no script is needed")
    func page() throws {
        let yaml =
            Manifest.pod("a", labels: "app: '<script>alert(1)</script>'") + Manifest.pod("b", labels: "app: web")
            + Manifest.service("web", selector: "app: '<script>alert(1)</script>'")
        let sheet = ExerciseSheet(of: Resolved(yaml).cluster, for: FigureRequest(), level: .advanced, seed: 1, count: 20)
        #expect(!sheet.exercises.isEmpty)
        let page = try ExercisesReport(sheet).text(.html, TemplateLibrary())
        #expect(PageMarkupCheck(page).foreign == [] && !page.contains("<script"))
        #expect(page.contains("default-src 'none'"))
        let none = ExerciseSheet(of: Resolved(Manifest.pod("a")).cluster, for: FigureRequest(), level: .beginner, seed: 1, count: 5)
        #expect(try ExercisesReport(none).text(.md, TemplateLibrary()).contains(English.noExercise))
    }

    @Test("Each kind is a file in Exercises/Kinds and a row in docs/interface.md")
    func catalogue() {
        let page = Project.text("docs/interface.md")
        for kind in ExerciseCatalog.all { #expect(page.contains("| `\(kind.id)` | \(kind.level.rawValue) |")) }
    }
}
