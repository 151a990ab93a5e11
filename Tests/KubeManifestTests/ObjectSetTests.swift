import KubeManifest
import TestSupport
import Testing

@Suite("Objects are kept by type, sorted, each name once")
struct ObjectSetTests {
    private func object(_ kind: String, _ name: String, _ version: String = "v1", namespace: String = "default", rest: String = "")
        -> String
    {
        "---\napiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name), namespace: \(namespace)}\n\(rest)\n"
    }

    @Test("Each list is sorted by namespace and name, whatever the order of the documents")
    func sorted() {
        let yaml =
            object("ConfigMap", "b") + object("Endpoints", "z") + object("ConfigMap", "a", namespace: "shop") + object("ConfigMap", "a")
        let resolved = Resolved(yaml)
        #expect(resolved.objects.configMaps.map(\.metadata.reference.path) == ["default/a", "default/b", "shop/a"])
        #expect(resolved.objects[Endpoints.self].map(\.metadata.name) == ["z"])
        #expect(resolved.objects[Ingress.self].isEmpty)
    }

    @Test("The later of two objects of one name stays; two kinds that are one type are two objects")
    func duplicates() {
        let twice = object("ConfigMap", "a", rest: "data: {k: first}") + object("ConfigMap", "a", rest: "data: {k: second}")
        let resolved = Resolved(twice)
        #expect(resolved.objects.configMaps.map { $0.entries.first?.text.value } == ["second"])
        #expect(resolved.identifiers == ["duplicate-object"])
        let kinds = Resolved(Manifest.workload("StatefulSet", "web") + Manifest.workload("DaemonSet", "web", spec: "minReadySeconds: 0"))
        #expect(kinds.objects.workloads.map(\.kind) == [.daemonSet, .statefulSet])
        #expect(!kinds.identifiers.contains("duplicate-object"))
    }

    @Test("Another group's kind of a known name is another kind; its namespace exists all the same (R11)")
    func groups() {
        let knative = Resolved(object("Service", "hello", "serving.knative.dev/v1", namespace: "apps"))
        #expect(knative.objects.services.isEmpty && knative.objects.isEmpty && knative.findings.isEmpty)
        #expect(knative.objects.namespaceNames == ["apps"])
        let old = Resolved(object("Ingress", "web", "extensions/v1beta1"))
        #expect(old.objects.ingresses.count == 1 && old.identifiers.contains("unknown-api-version"))
    }
}
