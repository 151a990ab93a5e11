import KubeCluster
import KubeManifest

/// Objects, cluster and diagnostics from manifests in a test.
package struct Resolved {
    package let objects: ObjectSet
    package let cluster: Cluster
    package let diagnostics: Diagnostics

    package init(_ yaml: String, file: String = "test.yaml", limits: Limits = Limits(), facts: ClusterFacts = ClusterFacts()) {
        self.init(files: [SourceFile(path: file, text: yaml)], limits: limits, facts: facts)
    }

    package init(files: [SourceFile], limits: Limits = Limits(), facts: ClusterFacts = ClusterFacts()) {
        var diagnostics = Diagnostics(limit: limits.diagnostics)
        objects = ManifestDecoder.decode(files, limits: limits, &diagnostics)
        cluster = ClusterResolver.resolve(objects, facts: facts, limits: limits, &diagnostics)
        self.diagnostics = diagnostics
    }

    package var findings: [Diagnostic] { diagnostics.sorted }
    package var identifiers: [String] { findings.map(\.identifier) }

    package func service(_ name: String, in namespace: String = "default") -> ClusterService? {
        cluster.services.first { $0.name == name && $0.namespace == namespace }
    }

    /// The names of the Pods that the Service's selector picks.
    package func selected(_ service: String, in namespace: String = "default") -> [String] {
        (self.service(service, in: namespace)?.selectedPods ?? []).map { cluster.pods[$0].reference.name }
    }

    package func endpoints(_ service: String, in namespace: String = "default") -> [Endpoint] {
        self.service(service, in: namespace).map { cluster.endpoints(of: $0) } ?? []
    }
}

/// Manifests in the shortest form that a test needs.
package enum Manifest {
    package static func pod(
        _ name: String, labels: String = "app: web", namespace: String = "default", spec: String = "", status: String = "",
        metadata: String = ""
    ) -> String {
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), namespace: \(namespace), labels: {\(labels)}\(metadata.isEmpty ? "" : ", " + metadata)}
        spec: {\(spec.isEmpty ? "" : spec + ", ")containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
        \(status.isEmpty ? "" : "status: {\(status)}")

        """
    }

    package static func service(
        _ name: String = "web", selector: String? = "app: web", namespace: String = "default",
        ports: String = "{port: 80, targetPort: 8080}",
        spec: String = ""
    ) -> String {
        """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: \(name), namespace: \(namespace)}
        spec: {\(spec.isEmpty ? "" : spec + ", ")\(selector.map { "selector: {\($0)}, " } ?? "")ports: [\(ports)]}

        """
    }

    package static func workload(
        _ kind: String, _ name: String, labels: String = "app: web", namespace: String = "default", spec: String = "replicas: 2"
    ) -> String {
        """
        ---
        apiVersion: \(kind == "Job" ? "batch/v1" : kind == "ReplicationController" ? "v1" : "apps/v1")
        kind: \(kind)
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          \(spec)
          \(["Job", "CronJob"].contains(kind) ? "" : kind == "ReplicationController" ? "selector: {\(labels)}" : "selector: {matchLabels: {\(labels)}}")
          template:
            metadata: {labels: {\(labels)}}
            spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}

        """
    }
}
