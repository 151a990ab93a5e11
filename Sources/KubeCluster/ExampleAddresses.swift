import KubeManifest

/// Addresses for what is not in the manifests but could be: the Pod after the next one, a Service of another type.
extension Cluster {
    /// Addresses that an object could get: none is given out already, and they are the same in every run (R70).
    ///
    /// - Parameter families: in this order; a family without a range of addresses is left out.
    package func exampleAddresses(for object: ObjectReference, _ families: [IPAddress.Family]) -> [AssignedAddress] {
        var taken = objects.statedAddresses
        for pod in pods { taken.formUnion(pod.addresses.map(\.address)) }
        for service in services { taken.formUnion(service.virtualIPs.map(\.address)) }
        var plan = AddressPlan(facts: facts, taken: taken, podCount: pods.count, serviceCount: services.count)
        return families.compactMap { family in
            (object.kind == "Service" ? plan.serviceAddress(object, family) : plan.podAddress(object, family)).map {
                AssignedAddress(address: $0, isIllustrative: true)
            }
        }
    }
}
