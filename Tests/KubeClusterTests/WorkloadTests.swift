import KubeCluster
import KubeManifest
import TestSupport
import Testing

@Suite("Pods of workloads (R63, C4, C5)")
struct WorkloadTests {
    private func pods(_ yaml: String) -> [String] { Resolved(yaml).cluster.pods.map(\.reference.name) }

    @Test("R63: replicas, one by default, none for 0", arguments: ["Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"])
    func replicas(kind: String) {
        #expect(pods(Manifest.workload(kind, "web", spec: "replicas: 3")).count == 3)
        #expect(pods(Manifest.workload(kind, "web", spec: "paused: false")).count == 1)
        #expect(pods(Manifest.workload(kind, "web", spec: "replicas: 0")).isEmpty)
    }

    @Test("R63: StatefulSet ordinals begin where spec.ordinals.start says")
    func ordinals() {
        #expect(pods(Manifest.workload("StatefulSet", "db")) == ["db-0", "db-1"])
        #expect(pods(Manifest.workload("StatefulSet", "db", spec: "replicas: 2\n  ordinals: {start: 5}")) == ["db-5", "db-6"])
    }

    @Test("R63: a DaemonSet runs on every declared Node, else one is drawn")
    func daemonSet() {
        let daemon = Manifest.workload("DaemonSet", "agent", spec: "minReadySeconds: 0")
        let nodes = ["a", "b", "c"].map { "---\napiVersion: v1\nkind: Node\nmetadata: {name: \($0)}\n" }.joined()
        #expect(pods(daemon).count == 1)
        #expect(Resolved(daemon + nodes).cluster.pods.map(\.nodeName) == ["a", "b", "c"])
    }

    @Test("R63: Jobs run min(parallelism, completions) Pods")
    func job() {
        #expect(pods(Manifest.workload("Job", "j", spec: "parallelism: 5\n  completions: 2")).count == 2)
        #expect(pods(Manifest.workload("Job", "j", spec: "parallelism: 3")).count == 3)
    }

    @Test("R63: controllers add labels that selectors see")
    func addedLabels() {
        let yaml =
            Manifest.workload("StatefulSet", "db") + Manifest.service("first", selector: "statefulset.kubernetes.io/pod-name: db-0")
            + Manifest.service("second", selector: "apps.kubernetes.io/pod-index: \"1\"")
        #expect(Resolved(yaml).selected("first") == ["db-0"])
        #expect(Resolved(yaml).selected("second") == ["db-1"])
        let indexed = Manifest.workload("Job", "j", spec: "parallelism: 2\n  completions: 2\n  completionMode: Indexed")
        #expect(
            Resolved(indexed + Manifest.service("one", selector: "batch.kubernetes.io/job-completion-index: \"1\"")).selected("one") == [
                "j-1"
            ])
    }

    @Test("R63: a live Pod and its workload count once, over a ReplicaSet in between")
    func owners() {
        let owner = { (kind: String, name: String) in
            "ownerReferences: [{apiVersion: apps/v1, kind: \(kind), name: \(name), uid: u, controller: true}]"
        }
        let yaml =
            Manifest.workload("Deployment", "web", spec: "replicas: 5")
            + "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: web-5d8f, \(owner("Deployment", "web"))}\n"
            + "spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}\n"
            + Manifest.pod("web-5d8f-abcde", metadata: owner("ReplicaSet", "web-5d8f"))
        let cluster = Resolved(yaml).cluster
        #expect(cluster.pods.map(\.reference.name) == ["web-5d8f-abcde"])
        #expect(cluster.workloads.map(\.text) == ["default/web[Deployment]"])
    }

    @Test("C4: an owner of kind Node leaves a bare Pod; an owner that is missing still names the Pods")
    func otherOwners() {
        let mirror = Manifest.pod("etcd", metadata: "ownerReferences: [{apiVersion: v1, kind: Node, name: n1, uid: u, controller: true}]")
        #expect(Resolved(mirror).cluster.workloads.map(\.text) == ["default/etcd[Pod]"])
        let orphan = Manifest.pod(
            "web-x", metadata: "ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: u, controller: true}]")
        #expect(Resolved(orphan).cluster.workloads.map(\.text) == ["default/web-1[ReplicaSet]"])
    }

    @Test("Owners in a circle end")
    func circle() {
        let set = { (name: String, owner: String) in
            "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: \(name), ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: \(owner), uid: u, controller: true}]}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}\n"
        }
        _ = Resolved(set("a", "b") + set("b", "a"))
    }

    @Test("C5: labels come from the template, not from the workload")
    func templateLabels() {
        let yaml = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {app: web}}
            spec: {selector: {matchLabels: {app: other}}, template: {metadata: {labels: {app: other}}, spec: {containers: [{name: c}]}}}

            """
        #expect(Resolved(yaml + Manifest.service()).selected("web").isEmpty)
        #expect(Resolved(yaml + Manifest.service(selector: "app: other")).selected("web") == ["web-1"])
    }

    @Test("More replicas than the limit are said, not made")
    func replicaLimit() {
        var limits = Limits()
        limits.replicas = 10
        let result = Resolved(Manifest.workload("Deployment", "web", spec: "replicas: 2000000000"), limits: limits)
        #expect(result.cluster.pods.count == 10)
        #expect(result.cluster.workloads.first?.replicas == 2_000_000_000)
        #expect(result.findings.first?.message.contains("--limit replicas=") == true)
    }
}
