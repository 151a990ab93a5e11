import KubeManifest

/// A question about the name of an address under `.pod` (R33 to R37; plugin/kubernetes/kubernetes.go, findPods).
struct PodQuestion {
    private let question: ZoneQuestion
    private let namespace: String
    /// What stands before the namespace, from the right.
    private let before: [String]
    private let type: String
    private var dns: ClusterDNS { question.dns }

    /// - Parameter parts: the namespace and what stands before it, from the right.
    init(_ question: ZoneQuestion, _ parts: [String], _ type: String) {
        self.question = question
        namespace = parts[0]
        before = Array(parts.dropFirst())
        self.type = type
    }

    var response: DNSResponse {
        guard dns.facts.pods != .disabled else {
            return question.unknown(.podNamesDisabled)
        }
        guard let label = before.first else { return question.nothing(.podNamespace(namespace)) }
        // Up to two labels in front are ignored (R37).
        let text = IPAddress.text(dashed: label)
        guard before.count <= 3, let address = IPAddress(text) else {
            return question.unknown(.noDashedAddress(label))
        }
        let own = dns.cluster.pods.filter { $0.reference.namespace == namespace }
        if dns.facts.pods == .insecure {
            let pod = own.first { pod in !pod.hasEnded && pod.addresses.contains { $0.address == address } }
            let why = pod.map { DNSReason.podAddress($0.reference) } ?? .addressInName
            return records(label, address, [pod?.addresses.first { $0.address == address }?.isIllustrative ?? false], why)
        }
        // The text is compared, not the address (R35).
        let verified = own.filter { dns.isVerified($0) && $0.primaryAddressText == text }
        guard let first = verified.first else {
            return question.unknown(.noVerifiedPod(namespace: namespace, text))
        }
        return records(
            label, address, verified.map { $0.addresses.first?.isIllustrative ?? false },
            .podAddress(first.reference))
    }

    /// - Parameter marks: one for each Pod that has the address: whether it is an example.
    private func records(_ label: String, _ address: IPAddress, _ marks: [Bool], _ why: DNSReason) -> DNSResponse {
        let served = address.served
        let isIllustrative = marks.allSatisfy { $0 }
        let target = "\(label).\(namespace).pod.\(question.zone)."
        let own = { (name: String) in
            DNSRecord(name, DNSType(served.family), ttl: dns.facts.ttl, served.description, isIllustrative: isIllustrative)
        }
        var response = DNSResponse(.noError, why)
        switch type {
        case DNSType(served.family).rawValue: response.answers = [own(question.name.text)]
        case "SRV":
            // The server takes the name for one of a port with the number 0.
            let data = "0 \(max(1, 100 / marks.count)) 0 \(target)"
            response.answers = [DNSRecord(question.name.text, .srv, ttl: dns.facts.ttl, data, isIllustrative: isIllustrative)]
            response.additional = [own(target)]
        default: return question.nothing(.otherFamily(served.description, type: DNSType(served.family).rawValue))
        }
        return response
    }
}

extension ClusterDNS {
    /// Whether the server knows a Pod with `pods verified` (plugin/kubernetes/controller.go, podListFunc; object/pod.go, ToPod).
    func isVerified(_ pod: ClusterPod) -> Bool { !pod.isTerminating && !pod.hasEnded && pod.phase != "Unknown" }

    /// The addresses of a Pod that have a name under `.pod`, each with its label.
    package func addressNames(of pod: ClusterPod) -> [(label: String, address: AssignedAddress)] {
        guard isExposed(pod.reference.namespace) else { return [] }
        switch facts.pods {
        case .disabled: return []
        // Every spelling is answered: one that is a hostname too.
        case .insecure: return pod.hasEnded ? [] : pod.addresses.map { (IPAddress.dashed($0.address.description), $0) }
        case .verified:
            guard isVerified(pod), let address = pod.addresses.first, let text = pod.primaryAddressText else { return [] }
            return [(text.replacing(text.contains(":") ? ":" : ".", with: "-"), address)]
        }
    }
}

extension ClusterPod {
    /// `status.podIP` as it is written; the text of an example where none is.
    var primaryAddressText: String? { status?.primaryAddressText ?? addresses.first?.address.description }
}
