import KubeManifest

extension CommunicationPath {
    /// Follows a connection through the cluster, as far as the manifests say.
    ///
    /// - Parameter limit: kinds of Pods behind one Service that are told one by one.
    package init(from source: PathSource, to target: PathTarget, in dns: ClusterDNS, limit: Int = Limits().pathBranches) {
        var walk = PathWalk(source, target, dns, limit: limit)
        walk.run()
        self = walk.path
    }
}

/// Follows one connection; each kind of hop has a file of its own.
struct PathWalk {
    let source: PathSource
    let target: PathTarget
    let dns: ClusterDNS
    let cluster: Cluster
    let policies: PathPolicies
    /// The Pod that connects; nil from outside. Position in `Cluster.pods`.
    let clientPod: Int?
    /// Kinds of Pods behind one Service that are told one by one.
    let limit: Int
    private(set) var hops: [CommunicationPath.Hop] = []
    /// A hop that is common to all was refused, or one of some kinds of Pods.
    private var isStopped = false
    private var stoppedBranches: Set<Int> = []
    /// Of kinds of Pods that are not told one by one.
    private var omittedVerdicts: [CommunicationPath.Verdict] = []
    /// What is said once, at the end.
    var remarks: [PathRemark] = []
    /// The same, of kinds of Pods that are not told one by one.
    private(set) var omitted: [OmittedBranches] = []
    private var failing: CommunicationPath.Share?
    /// The family of addresses that the connection uses.
    var family = IPAddress.Family.ipv4
    /// What the node does that replaces a Service's address; nil until one does.
    var proxy: ServiceProxy?
    /// The port of a node that the client asked for, as its own policies may see it.
    var nodeAddress: (peer: ConnectionPeer?, port: Int)?
    /// A Pod that carries the requests from outside, where these manifests name it.
    var controllerPod: Int?

    init(_ source: PathSource, _ target: PathTarget, _ dns: ClusterDNS, limit: Int) {
        self.limit = max(1, limit)
        self.source = source
        self.target = target
        self.dns = dns
        cluster = dns.cluster
        policies = PathPolicies(dns)
        clientPod = if case .pod(let pod) = source { pod } else { nil }
    }

    mutating func run() {
        switch source {
        case .pod(let pod): connect(from: pod)
        case .outside: enter(host: nil)
        case .host(let host): enter(host: host)
        }
    }

    private mutating func connect(from pod: Int) {
        switch target.place {
        case .name(let name): look(up: name, from: pod)
        case .service(let service):
            let isNear = cluster.pods[pod].reference.namespace == service.namespace
            look(up: isNear ? service.name : "\(service.name).\(service.namespace)", from: pod)
        case .pod(let position): reach(pods: [position])
        case .address(let address): reach(address)
        }
    }

    // MARK: Hops

    /// - Parameter label: the same as the events, in a few words.
    mutating func add(
        _ kind: CommunicationPath.Kind, _ from: PathPlace, _ to: PathPlace, _ label: PathLabel, _ events: [PathEvent],
        _ verdict: CommunicationPath.Verdict = .allowed, because: [Evidence] = [], branch: Int? = nil
    ) {
        let isReached = !isStopped && branch.map { !stoppedBranches.contains($0) } ?? true
        hops.append(
            CommunicationPath.Hop(
                step: hops.count + 1, kind: kind, from: self.text(of: from), to: self.text(of: to), verdict: verdict,
                because: because.filter { $0.location.file != BuiltInServices.file }, isReached: isReached,
                branch: branch, events: events, shortForm: label, origin: from, destination: to))
        guard verdict == .denied || verdict == .unresolved else { return }
        if let branch { stoppedBranches.insert(branch) } else { isStopped = true }
    }

    /// Kinds of Pods that have no hops of their own; behind a refused hop none of them is reached.
    mutating func omit(_ branches: OmittedBranches) {
        omitted.append(branches)
        if !isStopped { omittedVerdicts += branches.verdicts }
    }

    func text(of place: PathPlace) -> String {
        switch place {
        case .pod(let pod): "\(cluster.pods[pod].reference.path)[Pod]"
        case .workload(let workload, _): cluster.workloads[workload].text
        case .dns: "cluster DNS"
        case .service(let service): "\(service.reference.path)[Service]"
        case .node(let name): name.isEmpty ? "any node" : "node \(name)"
        case .outside: "outside"
        case .loadBalancer: "load balancer"
        case .ingressController: "ingress controller"
        case .host(let text), .missing(let text): text
        }
    }

    /// The place that the connection begins at, as seen by what comes after the entrance.
    var client: PathPlace {
        if let clientPod { return .pod(clientPod) }
        return hops.last?.destination ?? .outside
    }

    /// The client, as the rules of the nodes know it.
    var proxyClient: ServiceProxy.Client {
        guard let clientPod else { return .outside }
        let pod = cluster.pods[clientPod]
        return pod.spec.hostNetwork ? .hostNetwork(node: pod.nodeName) : .pod(node: pod.nodeName)
    }

    /// Who connects, as sentences name it.
    var caller: PathClient { clientPod.map { .pod(cluster.pods[$0].assignedName) } ?? .outside }

    /// What is to be said about a port that was not named, or is not there.
    func told(_ advice: PortAdvice?) -> [PathEvent] { advice.map { [.service(.port($0))] } ?? [] }

    // MARK: The end

    /// Several kinds of Pods of which some refuse: that a connection may fail is told.
    mutating func summarize() {
        let branches = Set(hops.compactMap(\.branch)).count + omittedVerdicts.count
        let failing =
            Set(hops.filter { $0.verdict == .denied || $0.verdict == .unresolved }.compactMap(\.branch)).count
            + omittedVerdicts.count { $0 == .denied }
        guard failing > 0, failing < branches else { return }
        self.failing = .init(count: failing, of: branches)
    }

    var path: CommunicationPath {
        CommunicationPath(
            source: sourceText, target: target.text, hops: hops, verdict: verdict, failing: failing,
            notes: remarks + omitted.map(PathRemark.omitted) + limits, omitted: omitted, origin: source)
    }

    private var sourceText: String {
        switch source {
        case .pod(let pod): cluster.pods[pod].reference.path
        case .outside: "outside"
        case .host(let host): host
        }
    }

    /// A connection is allowed only if every Pod that may be picked can be reached.
    private var verdict: CommunicationPath.Verdict {
        .worst(hops.filter(\.isReached).map(\.verdict) + omittedVerdicts)
    }

    private var limits: [PathRemark] {
        let unknown = PathRemark.notShown(hasPolicies: policies.enforcement != nil)
        if let unread = cluster.objects.unreadPoliciesSentence, policies.enforcement?.isEmpty ?? true {
            return [.unreadPolicies(unread), unknown]
        }
        return policies.enforcement == nil && clientPod != nil ? [.noPolicy, unknown] : [unknown]
    }
}
