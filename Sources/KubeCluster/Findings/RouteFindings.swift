import KubeManifest

/// Ways in from outside that lead nowhere, and rules that compete for the same requests.
enum RouteFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        var told: Set<IngressRoute.Problem> = []
        for route in cluster.routes {
            // One reference makes many routes: one for each host, listener and match.
            guard let problem = route.failure, told.insert(problem).inserted, let finding = finding(route, problem, cluster) else {
                continue
            }
            diagnostics.append(finding)
        }
        if cluster.routes.count >= IngressRoute.limit, let first = cluster.routes.first {
            diagnostics.append(
                Diagnostic(
                    .warning, "limit-exceeded",
                    "the hosts, listeners, matches and backends of these routes multiply to more than \(IngressRoute.limit) ways in; the rest is left out.",
                    at: first.because.first?.location))
        }
        duplicates(cluster.objects.ingresses, &diagnostics)
    }

    private static func finding(_ route: IngressRoute, _ problem: IngressRoute.Problem, _ cluster: Cluster) -> Diagnostic? {
        let message = "\(route.object): \(problem.text)\(problem.text.hasSuffix("?") ? "" : ".")"
        let place = problem.evidence.location, field = problem.evidence.field
        switch problem.kind {
        case .serviceNotFound:
            if let maker = OperatorMade.maker(ofName: route.backend.name, in: route.backend.namespace, cluster) {
                return OperatorMade.note(maker, "\(route.backend) and its Pods", route.object, at: place, field: field)
            }
            return Diagnostic(.warning, "route-service-not-found", message, at: place, field: field)
        case .portNotServed:
            let service = route.service.map { cluster.services[$0].service.metadata.location }
            return Diagnostic(
                .warning, "route-port-not-served", message, at: place, field: field,
                notes: service.map { [.init("the Service is here", at: $0)] } ?? [])
        case .notGranted: return Diagnostic(.warning, "reference-not-granted", message, at: place, field: field)
        case .notAttached, .noParent: return Diagnostic(.warning, "route-not-attached", message, at: place, field: field)
        case .gatewayNotFound: return Diagnostic(.note, "gateway-not-found", message, at: place, field: field)
        case .noBackend: return Diagnostic(.note, "route-without-backend", message, at: place, field: field)
        case .redirect, .noWeight, .unknownBackend: return nil
        }
    }

    /// Two paths of one class that are equal in host, path and type.
    private static func duplicates(_ ingresses: [Ingress], _ diagnostics: inout Diagnostics) {
        var seen: [[String]: (ingress: ObjectMetadata, path: Ingress.Path)] = [:]
        for ingress in ingresses where !ingress.isCanary {
            for rule in ingress.rules {
                for path in rule.paths {
                    let key = [ingress.className?.value ?? "", rule.host?.value ?? "", path.path?.value ?? "", path.pathType.rawValue]
                    guard let earlier = seen[key] else {
                        seen[key] = (ingress.metadata, path)
                        continue
                    }
                    let what = "host \(rule.host?.value ?? "(any)"), path \(path.path?.value ?? "(any)"), \(path.pathType.rawValue)"
                    let whose =
                        earlier.ingress === ingress.metadata ? earlier.path.field : "\(earlier.ingress.reference) (\(earlier.path.field))"
                    diagnostics.append(
                        Diagnostic(
                            .warning, "ingress-rule-duplicate",
                            "\(ingress.metadata.reference): \(what) is also taken by \(whose); which one gets the requests is up to the controller. Remove one.",
                            at: path.mark.location(in: ingress.metadata.file), field: path.field,
                            notes: [.init("the other one", at: earlier.path.mark.location(in: earlier.ingress.file))]))
                }
            }
        }
    }
}
