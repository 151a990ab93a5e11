import KubeCluster
import KubeManifest

/// A cluster's DNS from manifests and cluster facts in a test.
package struct DNSFixture {
    package let resolved: Resolved
    package let dns: ClusterDNS
    package let factFindings: [Diagnostic]

    package init(_ yaml: String, facts: String = "") {
        var diagnostics = Diagnostics()
        let known = facts.isEmpty ? ClusterFacts() : ClusterFacts.read(SourceFile(path: "facts.yaml", text: facts), &diagnostics)
        factFindings = diagnostics.sorted
        resolved = Resolved(yaml, facts: known)
        dns = ClusterDNS(resolved.cluster)
    }

    /// `A 10.96.0.7, A 10.96.0.8`; `NODATA`, or the code, where there is no answer.
    package func ask(_ name: String, _ type: String = "A") -> String {
        let response = dns.answer(name, type)
        if response.answers.isEmpty { return response.code == .noError ? "NODATA" : response.code.rawValue }
        return response.answers.map { "\($0.type.rawValue) \($0.data)" }.joined(separator: ", ")
    }

    /// The data of the answers, in order of the text: answers are sets (R12).
    package func data(_ name: String, _ type: String = "A") -> [String] { dns.answer(name, type).answers.map(\.data).sorted() }

    package var records: [String] { ZoneRecords.all(of: dns).map { "\($0.name) \($0.ttl) \($0.type.rawValue) \($0.data)" } }

    package func pod(_ name: String) -> ClusterPod? { resolved.cluster.pods.first { $0.reference.name == name } }

    /// The names that a Pod's resolver asks for, and `=` before the one that is answered.
    package func walk(_ name: String, from pod: String, type: String? = nil) -> [String] {
        guard let pod = self.pod(pod) else { return ["no Pod \(pod)"] }
        let lookup = Lookup(name, type: type, from: pod, in: dns)
        return lookup.queries.map { ($0.name == lookup.answerName ? "=" : "") + $0.name }
    }

    package func conf(_ pod: String) -> ResolvConf? { self.pod(pod).map { resolved.cluster.resolvConf(of: $0) } }
}
