import KubeManifest

/// From addresses back to names (R38 to R40).
extension ClusterDNS {
    func reverse(_ name: DNSName, _ zone: String, _ type: String) -> DNSResponse {
        let spelling = name.spelling(of: zone)
        if type == "SOA", name.labels(in: zone)?.isEmpty == true {
            var response = DNSResponse(.noError, why: "the zone's own record")
            response.answers = [soa(spelling)]
            return response
        }
        guard let address = IPAddress(reversed: name.labels) else {
            return negative(.nameError, zone: spelling, why: "this is no whole address")
        }
        let records = pointers(to: address, as: name.text)
        guard !records.isEmpty else {
            // kubeadm's server hands on what it does not know (R40).
            if cluster.facts.upstream[name.text.lowercased()] != nil { return upstream(name, type) }
            return negative(
                .nameError, zone: spelling,
                why:
                    "\(address) is neither a Service's virtual IP nor a ready endpoint of one in these manifests; Pods outside of any Service have no name"
            )
        }
        guard type == "PTR" else { return negative(.noError, zone: spelling, why: "an address has PTR records only") }
        var response = DNSResponse(.noError, why: "the name of what has the address \(address)")
        response.answers = records
        response.because = records.flatMap(\.because)
        return response
    }

    private func pointers(to address: IPAddress, as name: String) -> [DNSRecord] {
        // A virtual IP ends the search (R38).
        for service in services where isExposed(service.namespace) {
            if let ip = service.virtualIPs.first(where: { $0.address == address }) {
                return [pointer(name, "\(service.name).\(service.namespace).svc.\(zone).", ip.isIllustrative, service)]
            }
        }
        if facts.noEndpoints { return [] }
        // One for each Service that has the address as a ready endpoint (R39); a slice without its Service counts here (R30).
        var records: [DNSRecord] = []
        for service in services where isExposed(service.namespace) {
            for endpoint in readyEndpoints(of: service) where IPAddress(endpoint.address) == address {
                let target = "\(label(of: endpoint).text).\(service.name).\(service.namespace).svc.\(zone)."
                let record = pointer(name, target, endpoint.isIllustrative, service)
                if !records.contains(where: { $0.data == target }) { records.append(record) }
            }
        }
        for (namespace, service, endpoint) in strayEndpoints where isExposed(namespace) && IPAddress(endpoint.address) == address {
            let target = "\(label(of: endpoint).text).\(service).\(namespace).svc.\(zone)."
            if !records.contains(where: { $0.data == target }) { records.append(DNSRecord(name, .ptr, ttl: facts.ttl, target)) }
        }
        return records
    }

    func pointer(_ name: String, _ target: String, _ isIllustrative: Bool, _ service: ClusterService) -> DNSRecord {
        DNSRecord(
            name, .ptr, ttl: facts.ttl, target, isIllustrative: isIllustrative, isBuiltIn: isBuiltIn(service),
            because: [Evidence(nameOf: service.service.metadata)])
    }

    /// Ready endpoints of slices whose Service is not in the manifests (R30).
    var strayEndpoints: [(namespace: String, service: String, endpoint: Endpoint)] {
        cluster.objects.endpointSlices.flatMap { slice -> [(namespace: String, service: String, endpoint: Endpoint)] in
            guard let name = slice.serviceName?.value, service(name, in: slice.metadata.namespace) == nil else { return [] }
            return cluster.endpoints(of: slice).filter(\.isReady).map { (slice.metadata.namespace, name, $0) }
        }
    }
}
