import KubeManifest

extension Cluster {
    /// The Pods that carry a route's requests, where these manifests name them; a Pod of each workload's kinds may be among them.
    ///
    /// A Gateway's Pods bear its name as a label, which the Gateway API asks of what a Gateway is made into
    /// (gateway.networking.k8s.io/gateway-name). An Ingress's controller is told its class at its start, by an argument or a variable.
    package func controllerPods(of route: IngressRoute) -> [Int] {
        if let gateway = route.gateway {
            return pods.indices.filter {
                pods[$0].reference.namespace == gateway.namespace && pods[$0].label(Self.gatewayLabel)?.value == gateway.name
            }
        }
        let named = objects.ingressClasses.first {
            route.className.map { [name = $0.metadata.name] in $0 == name } ?? $0.isDefault
        }
        let className = route.className ?? named?.metadata.name
        return workloads.flatMap { workload -> [Int] in
            guard let first = workload.pods.first, pods[first].isTold(className, named?.controller), isReachedFromOutside(first) else {
                return []
            }
            return workload.pods
        }
    }

    private static var gatewayLabel: String { "gateway.networking.k8s.io/gateway-name" }

    /// Some controllers only set up a load balancer elsewhere: their own Pods take no requests.
    private func isReachedFromOutside(_ pod: Int) -> Bool {
        let spec = pods[pod].spec
        if spec.hostNetwork || spec.servingContainers.contains(where: { $0.ports.contains { $0.hostPort != nil } }) { return true }
        return services.contains { service in
            let object = service.service
            return (object.type == .loadBalancer || object.type == .nodePort || !object.externalIPs.isEmpty)
                && service.selectedPods.contains(pod)
        }
    }
}

extension ClusterPod {
    /// Whether a container is told to serve this class: `--ingress-class=nginx`, `--controller-class k8s.io/ingress-nginx`,
    /// `CONTROLLER_INGRESS_CLASS`.
    fileprivate func isTold(_ className: String?, _ controller: String?) -> Bool {
        spec.containers.compactMap(\.configuration).contains { configuration in
            let words = (configuration.command + configuration.arguments).flatMap { $0.value.split(separator: "=", maxSplits: 1) }
            let variables = configuration.variables.compactMap { variable -> (Substring, Substring)? in
                guard case .text(let text) = variable.source else { return nil }
                return (variable.name[...], text.value[...])
            }
            return (Array(zip(words, words.dropFirst())) + variables).contains { flag, value in
                let letters = flag.lowercased().filter(\.isLetter)
                return letters.hasSuffix("ingressclass") && className.map { value == $0 } ?? false
                    || letters.hasSuffix("controllerclass") && controller.map { value == $0 } ?? false
            }
        }
    }
}
