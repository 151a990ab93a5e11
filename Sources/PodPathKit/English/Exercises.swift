import KubeCluster
import KubeManifest

/// Questions about a cluster, and why each choice is right or wrong.
extension English {
    // MARK: Questions

    static func askSelected(_ service: ClusterService) -> Sentence { "Which Pods does the selector of \(service.reference) pick?" }

    static func askName(of service: ClusterService, from pod: ClusterPod) -> Sentence {
        "A container of Pod \(name: pod.assignedName) in namespace \(pod.namespace) asks for a name. Which of these names leads to \(service.reference)?"
    }

    static func askAddress(_ name: String) -> Sentence { "What does the cluster's DNS answer for \(code: name)?" }

    static func askPort(_ port: Int, of service: ClusterService) -> Sentence {
        "A Pod connects to \("port ", port: port) of \(service.reference) by its virtual IP. What does the connection meet, policies left aside?"
    }

    static func askLabels(of service: ClusterService) -> Sentence {
        "A new Pod is to stand behind \(service.reference), in its namespace. Which labels let the Service pick it?"
    }

    static func askReplaced(_ pod: ClusterPod, of workload: ClusterWorkload) -> Sentence {
        "Pod \(name: pod.assignedName) of \(workload.reference) dies, and another takes its place. What is the same afterwards?"
    }

    static func askConnect(_ target: ObjectReference, port: Int) -> Sentence {
        "As far as these manifests' policies say, which of these may connect to the Pods of \(target) on TCP \("port ", port: port)?"
    }

    // MARK: Choices, and why

    static func podsOf(_ workload: ClusterWorkload) -> Sentence {
        workload.isBarePod ? "\(workload.reference)" : "the Pods of \(workload.reference)"
    }

    static let noPods: Sentence = "none"

    static func pickedCount(_ workloads: Int, _ service: ClusterService) -> Sentence {
        workloads == 0
            ? "No Pod that was found in namespace \(service.namespace) has all of \(theLabels(service.service.selector ?? []))."
            : "The selector asks for \(labels(service.service.selector ?? [])), and there are such Pods."
    }

    static func isPicked(_ pod: Int, by service: ClusterService, in cluster: Cluster) -> Sentence {
        "\(name: cluster.pods[pod].assignedName) \(why(pod, isBehind: service, in: cluster)), which is all that the selector asks for."
    }

    static func isNotPicked(_ pod: Int, by service: ClusterService, in cluster: Cluster) -> Sentence {
        let other = cluster.pods[pod]
        if other.namespace != service.namespace {
            return "It is in namespace \(other.namespace). A selector picks Pods of the Service's own namespace alone."
        }
        if other.hasEnded { return "The Pod has ended." }
        return "It has not \(labels(service.service.selector ?? [])), and the selector asks for all of that."
    }

    static func found(_ lookup: Lookup) -> Sentence {
        let asked = list(lookup.askedNames.suffix(2).map { Sentence(.code($0.withoutFinalDot)) })
        guard lookup.found, let name = lookup.answerName else { return "Nothing answers: the last names that were asked for are \(asked)." }
        return "The search list of the Pod makes \(code: name.withoutFinalDot) of it, which is answered."
    }

    static func isAddress(of pod: ClusterPod) -> Sentence { "That is the address of Pod \(name: pod.assignedName) itself." }

    static func isAddress(of service: ClusterService) -> Sentence { "That is the virtual IP of \(service.reference)." }

    static func isAnswer(of service: ClusterService) -> Sentence {
        service.service.isHeadless
            ? "\(service.reference) is headless: its name gives the addresses of its ready Pods."
            : "That is the Service's virtual IP, which stays while the Pods come and go."
    }

    static func podPort(_ number: Int) -> Sentence { "\("port ", port: number) of a Pod" }

    static let nothingAnswers: Sentence = "no Pod that takes it"

    static func portWhy(_ number: Int, isRight: Bool, _ port: ResolvedPort, in cluster: Cluster) -> Sentence {
        if isRight { return "\("Port ", port: port.port.port) leads to \(targetPort(port, in: cluster))." }
        if number == port.port.port { return "That is the port of the Service, not the one that it leads to." }
        if number == port.nodePort?.value { return "That is the port of the nodes." }
        return "The Service's port does not lead there."
    }

    static func answersWhy(_ port: ResolvedPort, in cluster: Cluster) -> Sentence {
        if let gap = port.gap { return "It leads nowhere: \(gap.text)." }
        return "It leads to \(targetPort(port, in: cluster)), and Pods are ready there."
    }

    static func hasAll(_ labels: [Label]) -> Sentence { "The selector asks for \(self.labels(labels)), and other labels do not matter." }

    static func lacks(_ label: String) -> Sentence { "\(code: label) is missing." }

    static func virtualIPStays(_ address: AssignedAddress, of service: ClusterService) -> Sentence {
        "the virtual IP of \(service.reference), \(address)"
    }

    static func podNameStays(_ pod: ClusterPod) -> Sentence { "the Pod's name, \(name: pod.assignedName)" }

    static func podAddressStays(_ address: AssignedAddress) -> Sentence { "the Pod's address, \(address)" }

    static let serviceStays: Sentence = "A Service keeps its name and its address, whichever Pods stand behind it."
    static let addressGoes: Sentence = "The new Pod gets an address of its own."

    static func nameStays(_ stays: Bool, _ workload: ClusterWorkload) -> Sentence {
        stays
            ? "A StatefulSet gives the new Pod the name of the old one."
            : "Of a \(workload.kind), the new Pod gets a name of its own."
    }

    static let letThrough: Sentence = "No policy of either end refuses it."
    static let notLetThrough: Sentence = "Policies of one end or the other select its Pods, and no rule of theirs allows this."
    static let nobody: Sentence = "none of these"
    static let somebodyMay: Sentence = "One of the others may."
    static let nobodyMay: Sentence = "Each of the others is refused."

    // MARK: The page

    static let exercisesTitle = "Exercises"
    static let noExercise = "These manifests give no question of this level."
    static func verdict(_ isRight: Bool) -> String { isRight ? "Right." : "Wrong." }
}
