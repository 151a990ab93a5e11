/// An explanation's own words: its title, and what it is about.
extension English {
    static func pageTitle(_ namespaces: [String]) -> String {
        switch namespaces.count {
        case 0: "No Pods and no Services were found"
        case 1: "How the Pods of namespace \(namespaces[0]) are reached"
        default: "How the Pods of \(count(namespaces.count, "namespace")) are reached"
        }
    }

    static let nothingToExplain = "These manifests hold no object that podpath can explain."

    /// - Parameter owners: workloads that make Pods.
    static func summary(pods: Int, owners: Int, services: Int, namespaces: Int) -> Sentence {
        let counted = { (number: Int, word: String, term: Term) -> Sentence in
            "\(grouped(number)) \(term: term, number == 1 ? word : plural(word))"
        }
        var found: [Sentence] = []
        if pods > 0 {
            let makers: Sentence = owners > 0 ? " of \(counted(owners, "workload", .workload))" : ""
            found.append(counted(pods, "Pod", .pod) + makers)
        }
        if pods == 0, owners > 0 { found.append("\(counted(owners, "workload", .workload)) without a Pod (0 replicas)") }
        if services > 0 { found.append(counted(services, "Service", .service)) }
        let place: Sentence = namespaces > 1 ? " in \(counted(namespaces, "namespace", .namespace))" : ""
        let missing: [Sentence] = [pods == 0 && owners == 0 ? "Pod" : nil, services == 0 ? "Service" : nil].compactMap { $0 }.map {
            "No \($0) was found among them."
        }
        let what: Sentence = "These \(term: .manifest, "manifests") describe \(list(found))\(place)."
        return joined([what] + missing, " ")
    }

    static let noFinding = "Nothing in these manifests was found to be wrong."

    /// Behind a list that was cut.
    static func moreFindings(_ count: Int) -> String { "\(self.count(count, "more finding")): podpath check lists all." }

    static let pathCommand = "podpath trace FROM TO tells any other connection in the same way, and says if something refuses it."
}
