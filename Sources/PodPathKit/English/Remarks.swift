import KubeCluster
import KubeManifest

/// What a reader has to know beside a figure.
extension English {
    static let policiesRemark = "Whether NetworkPolicies let these connections through is not shown here."

    /// Of a Service with a virtual IP (kubernetes.io: Virtual IPs and Service Proxies).
    static let rulesRemark =
        "A Service is no machine: rules on each node (mostly kube-proxy's) swap its address for a Pod's."

    /// Nil unless the Service keeps what comes in from outside on the node where it arrives (kubernetes.io: Virtual IPs and Service Proxies,
    /// Traffic policies).
    static func localRemark(_ service: Service) -> String? {
        guard service.isExternal, ServiceProxy(fromOutsideAt: .nodePort(node: nil), of: service).isLocal else { return nil }
        return "With externalTrafficPolicy Local, a node leads what comes from outside only to Pods that run on it."
    }

    static let illustrativeRemark = "~ marks an example: no manifest states it, and a cluster assigns another."

    /// What pages with many figures would say again and again: they say it once, or the pictures do.
    static let pageRemarks = [illustrativeRemark, rulesRemark, policiesRemark]
}

extension Figure {
    /// In place of the picture: what it shows, in one sentence of at most 150 characters. Its steps and its description stand beside it.
    var alternativeSentence: String { (alternative ?? title).shortenedSentence(to: 150) }

    /// Says what the sign of an example means, where anything that is seen bears it.
    mutating func remarkExamples() {
        if hasExamples { remarks.append(English.illustrativeRemark) }
    }

    var hasExamples: Bool {
        groups.contains { $0.nameIsExample || $0.note.hasExamples }
            || elements.contains { box in
                box.nameIsExample || box.lines.contains { $0.text.contains("~") }
                    || (box.facts + box.notes.map(\.text) + box.chips.map(\.text) + box.rows.map(\.goal)).contains(where: \.hasExamples)
            } || connections.contains { [$0.label, $0.code].contains { $0?.hasExamples ?? false } }
    }
}

extension String {
    /// At most so many characters, cut at a word's end.
    fileprivate func shortenedSentence(to limit: Int) -> String {
        guard count > limit else { return self }
        let cut = prefix(limit - 1)
        let end = cut.lastIndex(of: " ") ?? cut.endIndex
        return cut[..<end] + "…"
    }
}
