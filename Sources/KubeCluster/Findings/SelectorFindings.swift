import KubeManifest

/// Services whose selector picks nothing, or only Pods that do not serve.
enum SelectorFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        for service in cluster.services where service.source == .selector {
            if service.selectedPods.isEmpty {
                diagnostics.append(nothingSelected(service, cluster))
            } else if !service.service.publishesNotReadyAddresses,
                service.selectedPods.allSatisfy({ !cluster.pods[$0].isReady || cluster.pods[$0].isTerminating })
            {
                diagnostics.append(nothingReady(service))
            }
        }
    }

    private static func nothingSelected(_ service: ClusterService, _ cluster: Cluster) -> Diagnostic {
        let selector = service.service.selector ?? []
        let wanted = selector.map(\.text).joined(separator: ", ")
        let misses = cluster.nearMisses(of: service).filter { $0.isTelling(of: selector) }
        let place = (service.service.selectorMark ?? service.service.metadata.mark).location(in: service.service.metadata.file)
        let maker =
            OperatorMade.maker(ofName: service.name, in: service.namespace, cluster)
            ?? OperatorMade.maker(ofLabels: selector, in: service.namespace, cluster)
        if let maker, misses.isEmpty {
            return OperatorMade.note(
                maker, "the Pods that it selects (\(wanted))", service.reference, at: place, field: "spec.selector")
        }
        // An apex of traffic that is split needs no Pods of its own.
        let unread = cluster.unread(.redirection, about: service)
        if !unread.isEmpty {
            return Diagnostic(
                .note, "selector-matches-nothing",
                "\(service.reference): the selector picks no Pod; \(unread.named), not read by podpath, may lead its connections elsewhere.",
                at: place, field: "spec.selector")
        }
        if let why = meant(service, misses, cluster) {
            return Diagnostic(
                .note, "selector-matches-nothing", "\(service.reference): the selector picks no Pod: \(why)", at: place,
                field: "spec.selector")
        }
        let ended = cluster.pods.contains {
            $0.reference.namespace == service.namespace && $0.matches(selector) && ($0.hasEnded || $0.isUnaddressed)
        }
        let why: String
        if ended {
            why = "the Pods that match have ended or have no address."
        } else {
            why =
                "no Pod of namespace \(service.namespace) with \(selector.count == 1 ? "the label" : "all of the labels") \(wanted) was found in these manifests."
        }
        return Diagnostic(
            .warning, "selector-matches-nothing",
            "\(service.reference): the selector picks no Pod: \(why)"
                + (misses.first.map { " Nearest: \(cluster.clause($0))." } ?? ""),
            at: place, field: "spec.selector", notes: misses.enumerated().map { cluster.note($1, isNearest: $0 == 0) })
    }

    /// Why it picks nothing where that may well be meant: nobody is told of a mistake then.
    private static func meant(_ service: ClusterService, _ misses: [NearMiss], _ cluster: Cluster) -> String? {
        if let scaled = cluster.workloadWithoutReplicas(behind: service) {
            return "\(scaled) would match, but asks for 0 replicas."
        }
        if let miss = misses.first(where: { !$0.roles.isEmpty }) {
            let roles = miss.roles.map(\.text).listed
            return
                "\(cluster.workloads[miss.workload].reference) has all the other labels; \(roles) tells a role, and its Pods, or what looks after them, may set that while they run."
        }
        guard misses.isEmpty, cluster.holdsNothing(of: service.namespace) else { return nil }
        return "these manifests hold no workload of namespace \(service.namespace); Pods that something else puts there may be meant."
    }

    private static func nothingReady(_ service: ClusterService) -> Diagnostic {
        Diagnostic(
            .warning, "no-ready-endpoints",
            "\(service.reference): none of the \(service.selectedPods.count) selected Pods is ready, so connections to it fail until one is.",
            at: service.service.metadata.location, field: "spec.selector")
    }
}

extension Cluster {
    /// The manifests hold workloads, and none of a namespace.
    func holdsNothing(of namespace: String) -> Bool {
        !workloads.isEmpty && !workloads.contains { $0.reference.namespace == namespace }
    }

    /// What keeps a near miss out, as a clause without a full stop.
    package func sentence(_ miss: NearMiss) -> String {
        let pod = "\(workloads[miss.workload].reference)"
        switch miss.reason {
        case .otherNamespace:
            return "\(pod) has all the labels, but is in another namespace"
        case .onWorkloadOnly:
            return "\(pod) carries the labels itself, but its Pod template does not"
        case .labels(let differences):
            let parts = differences.map { difference in
                "\(difference.actual?.text ?? "no label \(difference.wanted.key)") where the Service asks for \(difference.wanted.text)"
            }
            return "\(pod) has \(parts.listed)"
        }
    }

    /// The same where the selector was named before: `Deployment shop/web has app=wep`.
    fileprivate func clause(_ miss: NearMiss) -> String {
        guard case .labels(let differences) = miss.reason else { return sentence(miss) }
        let parts = differences.map { $0.actual?.text ?? "no label \($0.wanted.key)" }
        return "\(workloads[miss.workload].reference) has \(parts.listed)"
    }

    /// The nearest is told in the message; its note only points.
    fileprivate func note(_ miss: NearMiss, isNearest: Bool) -> Diagnostic.Note {
        let pod = pods[miss.pod]
        let place: SourceLocation =
            switch miss.reason {
            case .labels(let differences):
                (differences.lazy.compactMap(\.actual).first?.mark ?? pod.labels.first?.mark ?? pod.source.mark).location(
                    in: pod.source.file)
            case .otherNamespace, .onWorkloadOnly: pod.source.location
            }
        let what =
            switch miss.reason {
            case .labels: "the labels of \(workloads[miss.workload].reference) are here"
            case .otherNamespace, .onWorkloadOnly: "\(workloads[miss.workload].reference) is here"
            }
        return .init(isNearest ? what : "also near: \(clause(miss))", at: place)
    }
}

extension NearMiss {
    /// Words of labels by which Pods of one template are told apart while they run: which of them leads is elected
    /// (Vault's `vault-active: "true"`, Patroni's `role: master`, MinIO Operator's `operator: leader`).
    private static let roleWords: Set<String> = [
        "role", "leader", "follower", "master", "slave", "primary", "secondary", "replica", "active", "standby",
    ]

    /// The labels that keep the Pods out, where all of them tell a role and the template has none under their keys.
    fileprivate var roles: [Label] {
        guard case .labels(let differences) = reason, differences.allSatisfy({ $0.actual == nil && Self.tellsRole($0.wanted) }) else {
            return []
        }
        return differences.map(\.wanted)
    }

    private static func tellsRole(_ label: Label) -> Bool {
        (label.key + "-" + label.value).lowercased().split { !$0.isLetter }.contains { word in
            roleWords.contains(String(word)) || word.hasSuffix("role")
        }
    }

    /// Worth a word beside a selector that picks nothing: labels agree, or the values are spelt alike.
    fileprivate func isTelling(of selector: [Label]) -> Bool {
        guard case .labels(let differences) = reason, differences.count == selector.count else { return true }
        return differences.allSatisfy { difference in
            difference.actual.map { Spelling.nearest(to: difference.wanted.value, among: [$0.value]) != nil } ?? false
        }
    }
}
