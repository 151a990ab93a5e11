import KubeManifest
import TestSupport
import Testing

/// By pkg/apis/apps/validation and pkg/apis/batch/validation (kubernetes); the defaults of ReplicationControllers in
/// pkg/apis/core/v1/defaults.go, a Job's own labels in pkg/registry/batch/job/strategy.go.
@Suite("Workloads: what an API server accepts and refuses")
struct WorkloadRulesTests {
    private static func workload(
        _ kind: String, _ version: String, _ spec: String, name: String = "a", labels: String = "app: a, tier: web"
    ) -> Verdict {
        let template = "template: {metadata: {labels: {\(labels)}}, spec: {containers: [{name: c}]}}"
        return Verdict(
            "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name)}\nspec: {\(spec)\(spec.isEmpty ? "" : ", ")\(template)}\n")
    }

    static let kinds = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]

    @Test("A selector that matches the template is accepted", arguments: kinds)
    func accepted(_ kind: String) {
        let selectors = [
            "{matchLabels: {app: a}}", "{matchExpressions: [{key: app, operator: In, values: [a, b]}]}",
            "{matchLabels: {app: a}, matchExpressions: [{key: tier, operator: Exists}, {key: canary, operator: DoesNotExist}, {key: x, operator: NotIn, values: [b]}]}",
        ]
        for selector in selectors {
            let verdict = Self.workload(kind, "apps/v1", "selector: \(selector)")
            #expect(verdict.isAccepted, "\(selector): \(verdict)")
        }
    }

    @Test("One that is missing, empty or of other Pods is refused", arguments: kinds)
    func refused(_ kind: String) {
        let cases = [
            ("", "error missing-field spec.selector"), ("selector: {}", "error missing-field spec.selector"),
            ("selector: null", "error missing-field spec.selector"),
            ("selector: {matchLabels: {app: b}}", "error selector-does-not-match-template spec.selector.matchLabels.app"),
            (
                "selector: {matchExpressions: [{key: app, operator: In, values: [b]}]}",
                "error selector-does-not-match-template spec.selector.matchExpressions[0]"
            ),
            (
                "selector: {matchLabels: {app: a}, matchExpressions: [{key: app, operator: DoesNotExist}]}",
                "error selector-does-not-match-template spec.selector.matchExpressions[0]"
            ),
            (
                "selector: {matchLabels: {app: a}, matchExpressions: [{key: tier, operator: Has}]}",
                "error unknown-value spec.selector.matchExpressions[0].operator"
            ),
            (
                "selector: {matchLabels: {app: a}, matchExpressions: [{key: tier, operator: In, values: []}]}",
                "error missing-field spec.selector.matchExpressions[0].values"
            ),
            (
                "selector: {matchLabels: {app: a}, matchExpressions: [{key: tier, operator: Exists, values: [x]}]}",
                "error conflicting-fields spec.selector.matchExpressions[0].values"
            ),
            (
                "selector: {matchLabels: {app: a}, matchExpressions: [{key: tier, operator: NotIn, values: ['a b']}]}",
                "error invalid-label spec.selector.matchExpressions[0].values[0]"
            ),
        ]
        for (selector, finding) in cases {
            #expect(Self.workload(kind, "apps/v1", selector).lines == [finding], "\(selector)")
        }
    }

    @Test("A ReplicationController's selector is a map, and by default the template's labels")
    func replicationController() {
        for selector in ["", "selector: {}", "selector: {app: a}"] {
            #expect(Self.workload("ReplicationController", "v1", selector).isAccepted)
        }
        #expect(
            Self.workload("ReplicationController", "v1", "selector: {app: b}").lines == [
                "error selector-does-not-match-template spec.selector.app"
            ])
        #expect(Self.workload("ReplicationController", "v1", "", labels: "").lines == ["error missing-field spec.selector"])
    }

    @Test("A Job's selector is the server's own, unless manualSelector says otherwise")
    func jobs() {
        #expect(Self.workload("Job", "batch/v1", "").isAccepted)
        #expect(Self.workload("Job", "batch/v1", "selector: {matchLabels: {batch.kubernetes.io/controller-uid: x}}").isAccepted)
        #expect(Self.workload("Job", "batch/v1", "manualSelector: true, selector: {matchLabels: {app: a}}").isAccepted)
        #expect(Self.workload("Job", "batch/v1", "selector: {matchLabels: {app: a}}").lines == ["error conflicting-fields spec.selector"])
        #expect(
            Self.workload("Job", "batch/v1", "manualSelector: true, selector: {matchLabels: {app: b}}").lines == [
                "error selector-does-not-match-template spec.selector.matchLabels.app"
            ])
    }

    @Test("The names of Jobs become labels, those of StatefulSets hostnames")
    func names() {
        let long = String(repeating: "a", count: 64)
        #expect(Self.workload("Job", "batch/v1", "", name: String(long.dropLast())).isAccepted)
        #expect(Self.workload("Job", "batch/v1", "", name: long).lines == ["error invalid-name metadata.name"])
        #expect(
            Self.workload("Job", "batch/v1", "manualSelector: true, selector: {matchLabels: {app: a}}", name: long).isAccepted)
        let cron =
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: \(long.prefix(53))}\nspec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {containers: [{name: c}]}}}}}\n"
        #expect(Verdict(cron).lines == ["error invalid-name metadata.name"])
        #expect(Verdict(cron.replacing(String(long.prefix(53)), with: String(long.prefix(52)))).isAccepted)
        let set = "selector: {matchLabels: {app: a}}"
        #expect(Self.workload("StatefulSet", "apps/v1", set, name: "a.b").lines == ["warning invalid-name metadata.name"])
        #expect(Self.workload("StatefulSet", "apps/v1", "\(set), serviceName: a_b").lines == ["warning invalid-name spec.serviceName"])
        #expect(Self.workload("StatefulSet", "apps/v1", "\(set), serviceName: ''").isAccepted)
    }

    @Test("Any kind with a Pod template is a workload; nothing in it is an error, since only its controller knows")
    func otherKinds() {
        let kinds = [
            ("Rollout", "argoproj.io/v1alpha1", "replicas: 3, selector: {matchLabels: {app: a}}"),
            ("DeploymentConfig", "apps.openshift.io/v1", "replicas: 3, selector: {app: a}"),
            ("CloneSet", "apps.kruise.io/v1alpha1", "replicas: 3, selector: {matchLabels: {app: a}}"),
        ]
        for (kind, version, spec) in kinds {
            let verdict = Self.workload(kind, version, spec)
            #expect(verdict.isAccepted, "\(verdict)")
            let workload = verdict.objects.workloads.first
            #expect(workload?.kind == .other && workload?.metadata.kind == kind && workload?.replicas == 3)
            #expect(workload?.template.labels.map(\.text) == ["app=a", "tier=web"])
        }
        #expect(
            Self.workload("DeploymentConfig", "apps.openshift.io/v1", "selector: {app: b}").lines == [
                "warning selector-does-not-match-template spec.selector.app"
            ])
        #expect(
            Self.workload("Rollout", "argoproj.io/v1alpha1", "selector: {matchLabels: {app: b}}").lines == [
                "warning selector-does-not-match-template spec.selector.matchLabels.app"
            ])
        #expect(
            Self.workload("StatefulSet", "apps.kruise.io/v1beta1", "selector: {matchLabels: {app: a}}").objects.workloads.first?.kind
                == .statefulSet)
    }

    @Test("A template of something else, or of Knative's own controller, makes no workload")
    func noWorkloads() {
        #expect(Self.workload("Service", "serving.knative.dev/v1", "").objects.isEmpty)
        let machines =
            "apiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineDeployment\nmetadata: {name: a}\nspec: {template: {spec: {clusterName: a}}}\n"
        #expect(Verdict(machines).objects.isEmpty && Verdict(machines).isAccepted)
    }

    @Test("An Indexed Job's last Pod has a hostname that is a DNS label (ValidateJob)")
    func indexedJob() {
        let job = { (name: String, spec: String) in
            Verdict(
                "apiVersion: batch/v1\nkind: Job\nmetadata: {name: \(name)}\nspec: {\(spec)template: {spec: {restartPolicy: Never, containers: [{name: c}]}}}\n"
            )
        }
        let name = String(repeating: "a", count: 61)
        #expect(job(name, "completionMode: Indexed, completions: 10, ").isAccepted)
        #expect(job(name, "completionMode: Indexed, completions: 11, ").lines == ["error invalid-name metadata.name"])
        #expect(job(name, "completions: 11, ").isAccepted)
        #expect(job("a.b", "completionMode: Indexed, completions: 1, ").lines == ["error invalid-name metadata.name"])
    }

    @Test("An expression that is broken is told once, and the selector is not missing")
    func brokenExpression() {
        let verdict = Verdict(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {matchExpressions: [{key: app, operator: In}]}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c}]}}}\n"
        )
        #expect(verdict.lines == ["error missing-field spec.selector.matchExpressions[0].values"])
    }
}
