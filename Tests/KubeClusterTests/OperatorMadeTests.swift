import KubeManifest
import TestSupport
import Testing

/// What operators make is told by the object that names it (C63); names as the operators' own documentation gives them.
@Suite("What an operator makes is no mistake (C63)")
struct OperatorMadeTests {
    private func resource(_ version: String, _ kind: String, _ name: String, namespace: String = "default", spec: String = "{}") -> String {
        "---\napiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name), namespace: \(namespace)}\nspec: \(spec)\n"
    }

    private func caller(_ host: String) -> String {
        Manifest.pod("web", labels: "app: caller").replacing("{name: c", with: "{name: c, env: [{name: DB_HOST, value: '\(host)'}]")
    }

    private func found(_ yaml: String) -> [String] {
        Resolved(yaml).findings.map { "\($0.severity.rawValue) \($0.identifier)" }
    }

    @Test(
        "Services that operators make: Strimzi, ECK, CloudNativePG, RabbitMQ, Prometheus",
        arguments: [
            ("kafka.strimzi.io/v1beta2", "Kafka", "my-cluster", "my-cluster-kafka-bootstrap:9092"),
            ("elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "quickstart", "quickstart-es-http"),
            ("postgresql.cnpg.io/v1", "Cluster", "pg", "pg-rw"), ("rabbitmq.com/v1beta1", "RabbitmqCluster", "queue", "queue"),
            ("monitoring.coreos.com/v1", "Prometheus", "k8s", "prometheus-operated:9090"),
            ("monitoring.coreos.com/v1", "Alertmanager", "main", "alertmanager-main"),
        ])
    func calls(_ version: String, _ kind: String, _ name: String, _ host: String) {
        #expect(found(resource(version, kind, name) + caller(host)) == ["note made-by-operator"])
        #expect(found(caller(host)) == ["warning call-service-not-found"], "without the object")
        #expect(
            found(resource(version, kind, name, namespace: "other") + caller(host)) == ["warning call-service-not-found"],
            "in another namespace")
    }

    @Test("Pods that an operator makes bear the object's name, or a label of its API's own")
    func selectors() {
        let prometheus = resource("monitoring.coreos.com/v1", "Prometheus", "k8s")
        let service = Manifest.service("metrics", selector: "app.kubernetes.io/name: prometheus, app.kubernetes.io/instance: k8s")
        #expect(found(prometheus + service) == ["note made-by-operator"])
        #expect(found(service) == ["warning selector-matches-nothing"])
        let definition =
            "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: volumes.longhorn.io}\nspec: {group: longhorn.io}\n"
        let policy = Manifest.policy("in", "podSelector: {matchLabels: {longhorn.io/component: backing-image-manager}}")
        #expect(found(definition + policy) == ["note made-by-operator"])
        #expect(found(policy) == ["warning policy-selects-nothing"])
    }

    @Test("Where objects of several kinds bear the name, each may be meant; labels of a template in the object are its Pods' (ECK)")
    func several() throws {
        let both =
            resource("elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "hulk") + resource("kibana.k8s.elastic.co/v1", "Kibana", "hulk")
        let message = try #require(Resolved(both + caller("hulk-es-http")).findings.first?.message)
        #expect(message.contains("the operator of Elasticsearch default/hulk or Kibana default/hulk makes them"))
        let agent = resource(
            "agent.k8s.elastic.co/v1alpha1", "Agent", "shipper",
            spec: "{daemonSet: {podTemplate: {metadata: {labels: {app: metrics}}}}}")
        #expect(found(agent + Manifest.service("x", selector: "app: metrics")) == ["note made-by-operator"])
        #expect(found(agent + Manifest.service("x", selector: "app: other")) == ["warning selector-matches-nothing"])
    }

    @Test("The apex of a TrafficSplit needs no Pods (SMI, Traffic Split)")
    func trafficSplit() {
        let split = resource("split.smi-spec.io/v1alpha1", "TrafficSplit", "s", spec: "{service: web, backends: [{service: web-2}]}")
        #expect(found(split + Manifest.service()) == ["note selector-matches-nothing"])
        #expect(found(split + Manifest.service("other")) == ["warning selector-matches-nothing"])
    }

    @Test("A Pod that is nearly selected, and kinds for which nobody makes anything, change nothing")
    func opposite() {
        let near = Manifest.pod("a", labels: "app: wep") + Manifest.service("x", selector: "app: web")
        #expect(found(resource("example.com/v1", "App", "web") + near) == ["warning selector-matches-nothing"])
        let monitor = resource("monitoring.coreos.com/v1", "ServiceMonitor", "web")
        #expect(found(monitor + Manifest.service()) == ["warning selector-matches-nothing"])
    }

    @Test("A label that all parts of an application share makes no near miss (kubernetes.io: Recommended Labels)")
    func sharedLabels() {
        let shared = "app.kubernetes.io/part-of: shop, app.kubernetes.io/managed-by: Helm"
        let text =
            Resolved(
                Manifest.pod("a", labels: "app.kubernetes.io/name: other, \(shared)")
                    + Manifest.service(selector: "app.kubernetes.io/name: web, \(shared)")
            ).findings.first?.message ?? ""
        #expect(!text.contains("Nearest"))
    }

    @Test("A Service of a namespace that is not in the input at all is a note; one of a namespace that is here a warning")
    func absentNamespace() {
        #expect(found(caller("tracing.observability.svc:80")) == ["note call-service-not-found"])
        #expect(
            found(caller("tracing.observability.svc:80") + Manifest.pod("p", namespace: "observability")) == [
                "warning call-service-not-found"
            ])
    }

    @Test(
        "A label that tells a role is set while Pods run: MinIO Operator, Vault, Patroni",
        arguments: ["operator: leader", "vault-active: 'true'", "spilo-role: master", "example.com/instanceRole: primary"])
    func roles(_ label: String) {
        let pod = Manifest.pod("a", labels: "app: db")
        #expect(found(pod + Manifest.service("x", selector: "app: db, \(label)")) == ["note selector-matches-nothing"])
        // Another value under its key, or other labels that differ, are what somebody wrote.
        let other = Manifest.pod(
            "a",
            labels:
                "app: db, \(label.replacing("leader", with: "x").replacing("true", with: "x").replacing("master", with: "x").replacing("primary", with: "x"))"
        )
        #expect(found(other + Manifest.service("x", selector: "app: db, \(label)")) == ["warning selector-matches-nothing"])
        #expect(found(pod + Manifest.service("x", selector: "app: dv, \(label)")) == ["warning selector-matches-nothing"])
        #expect(found(pod + Manifest.service("x", selector: "app: db, tier: front")) == ["warning selector-matches-nothing"])
    }

    @Test("A namespace of which the manifests hold no workload at all is somebody else's (Knative's gateway in istio-system)")
    func namespaceElsewhere() {
        let here = Manifest.pod("a", labels: "app: other")
        let service = Manifest.service("gateway", selector: "istio: ingressgateway", namespace: "istio-system")
        let policy = Manifest.policy("in", namespace: "istio-system", "podSelector: {matchLabels: {istio: ingressgateway}}")
        #expect(found(here + service) == ["note selector-matches-nothing"])
        #expect(found(here + policy) == ["note policy-selects-nothing"])
        let pod = Manifest.pod("b", labels: "app: c", namespace: "istio-system")
        #expect(found(here + pod + service) == ["warning selector-matches-nothing"])
        #expect(found(here + pod + policy) == ["warning policy-selects-nothing"])
        let misplaced = Manifest.pod("b", labels: "istio: ingressgateway")
        #expect(found(misplaced + service) == ["warning selector-matches-nothing"], "the Pods are in another namespace")
        #expect(found(service) == ["warning selector-matches-nothing"], "nothing else is here")
    }

    @Test("A workload that is scaled to 0 is no mistake, and nothing else is near")
    func scaledToNothing() {
        let yaml = Manifest.workload("Deployment", "web", spec: "replicas: 0") + Manifest.pod("a", labels: "app: wep") + Manifest.service()
        let finding = Resolved(yaml).findings.first
        #expect(
            finding?.severity == .note && finding?.message.hasSuffix("Deployment default/web would match, but asks for 0 replicas.") == true
        )
    }

    @Test("An Argo Rollout makes the Pods of the Deployment that it took over (spec.workloadRef)")
    func rollout() {
        let deployment = Manifest.workload("Deployment", "web", spec: "replicas: 0") + Manifest.service()
        let rollout = resource(
            "argoproj.io/v1alpha1", "Rollout", "ro", spec: "{replicas: 2, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}}")
        let result = Resolved(deployment + rollout)
        #expect(result.identifiers == [])
        #expect(result.cluster.workloads.map(\.reference.description) == ["Rollout default/ro"])
        #expect(result.endpoints("web").count == 2)
        #expect(Resolved(deployment).endpoints("web").isEmpty)
    }

    @Test("Policies and routes make no Pods, whatever they are called")
    func notMakers() {
        for (version, kind) in [
            ("security.istio.io/v1", "AuthorizationPolicy"), ("cilium.io/v2", "CiliumNetworkPolicy"), ("networking.istio.io/v1", "Gateway"),
        ] {
            #expect(found(resource(version, kind, "web") + Manifest.service()) == ["warning selector-matches-nothing"], "\(kind)")
        }
    }
}
