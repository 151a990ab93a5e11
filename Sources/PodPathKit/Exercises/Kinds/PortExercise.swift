import KubeCluster
import KubeManifest

/// What does a connection to that port meet? (R67: targetPort, by number or by the name that a container gives it.)
struct PortExercise: ExerciseKind {
    let id = "port", level = Exercise.Level.beginner

    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise] {
        let services = cluster.services.filter {
            request.shows($0.namespace) && $0.source == .selector && !$0.service.isHeadless && !$0.service.ports.isEmpty
        }
        return random.some(ExerciseCatalog.most, of: services).compactMap { service in
            let ports = cluster.ports(of: service), port = ports[random.below(ports.count)]
            let numbers = Set(port.serving.compactMap(\.end.number))
            guard numbers.count <= 1, port.port.transport == .tcp else { return nil }
            let declared = service.selectedPods.prefix(20).flatMap {
                cluster.pods[$0].spec.servingContainers.flatMap(\.ports).map(\.number)
            }
            let others = Set(declared + [port.port.port] + ports.map(\.port.port) + ports.compactMap { $0.nodePort?.value })
            let wrong = random.some(ExerciseCatalog.wrong, of: others.subtracting(numbers).sorted())
            var choices = (numbers.sorted() + wrong).map { number in
                Exercise.Choice(
                    text: English.podPort(number), isRight: numbers.contains(number),
                    why: English.portWhy(number, isRight: numbers.contains(number), port, in: cluster))
            }
            choices.append(
                .init(text: English.nothingAnswers, isRight: numbers.isEmpty, why: English.answersWhy(port, in: cluster)))
            return Exercise(
                self, English.askPort(port.port.port, of: service), choices, about: [service.reference],
                because: service.selectedPods.first.map { cluster.because(service, selects: $0) } ?? [])
        }
    }
}
