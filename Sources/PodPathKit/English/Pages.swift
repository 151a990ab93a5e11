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
    static func summary(pods: Int, owners: Int, services: Int, namespaces: Int) -> String {
        var found: [String] = []
        if pods > 0 { found.append(count(pods, "Pod") + (owners > 0 ? " of \(count(owners, "workload"))" : "")) }
        if pods == 0, owners > 0 { found.append("\(count(owners, "workload")) without a Pod (0 replicas)") }
        if services > 0 { found.append(count(services, "Service")) }
        let place = namespaces > 1 ? " in \(count(namespaces, "namespace"))" : ""
        let missing = [pods == 0 && owners == 0 ? "Pod" : nil, services == 0 ? "Service" : nil].compactMap { $0 }.map {
            "No \($0) was found among them."
        }
        let all = ["These manifests describe \(list(found))\(place)."] + missing
        return "\(all.joined(separator: " ")) Pods come and go and their addresses change with them. A Service is the name that stays."
    }

    static let pathCommand = "podpath trace FROM TO tells any other connection in the same way, and says if something refuses it."
}
