import KubeCluster
import KubeManifest

/// Services, and the ways that lead to them.
extension English {
    /// `Ingress shop and HTTPRoute web`: the objects whose routes lead somewhere, each once; empty where none is sure to.
    static func waysIn(_ routes: [IngressRoute]) -> [String] {
        let objects = routes.filter { $0.failure == nil }.map { "\($0.object.kind) \($0.object.name)" }
        return objects.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Labels as a selector writes them: `app=web and tier=front`.
    static func labels(_ labels: [Label]) -> Sentence { list(labels.map { Sentence(.code($0.text)) }) }

    /// `because Service web spec.selector.app=web (shop.yaml:9) and …`
    static func because(_ evidence: [Evidence]) -> String {
        list(evidence.map { "\($0.object) \($0.field)=\($0.value) (\($0.location.file):\($0.location.line))" })
    }
}
