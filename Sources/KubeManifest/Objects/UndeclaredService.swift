extension Service {
    /// A Service that no manifest declares, of type ClusterIP and without a selector.
    package init(_ metadata: ObjectMetadata, undeclaredPorts ports: [ServicePort]) {
        self.metadata = metadata
        self.ports = ports
        type = .clusterIP
        typeMark = nil
        selector = nil
        selectorMark = nil
        clusterIPs = []
        externalName = nil
        externalIPs = []
        ipFamilies = []
        ipFamilyPolicy = nil
        publishesNotReadyAddresses = false
        internalTrafficPolicy = nil
        externalTrafficPolicy = nil
        sessionAffinity = nil
        sessionAffinityTimeout = 10_800
        trafficDistribution = nil
        loadBalancers = []
        allocatesNodePorts = true
        loadBalancerSourceRanges = []
    }
}

extension ServicePort {
    /// A port of a Service that no manifest declares.
    package init(_ name: String, _ port: Int, _ transport: TransportProtocol = .tcp, target: Int? = nil, index: Int) {
        let mark = Mark(line: 1, column: 1)
        self.init(
            name: name, port: port, transport: transport, targetPort: target.map { Located(.number($0), at: mark) }, nodePort: nil,
            appProtocol: nil, mark: mark, index: index)
    }
}
