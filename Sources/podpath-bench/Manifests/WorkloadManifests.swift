/// Deployments and policies about them, over 20 namespaces.
enum WorkloadManifests {
    static func deployments(_ count: Int) -> String {
        (0..<count).map { number in
            """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: app-\(number), namespace: ns-\(number % 20)}
            spec:
              replicas: 2
              selector: {matchLabels: {app: app-\(number)}}
              template:
                metadata: {labels: {app: app-\(number), tier: t\(number % 7)}}
                spec: {containers: [{name: app, image: registry.example.com/app, ports: [{name: http, containerPort: 8080}]}]}

            """
        }.joined()
    }

    /// Each lets one tier, from one namespace or from all, and the next application in.
    static func policies(_ count: Int, of workloads: Int) -> String {
        (0..<count).map { number in
            """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: policy-\(number), namespace: ns-\(number % 20)}
            spec:
              podSelector: {matchLabels: {app: app-\(number)}}
              ingress:
                - from:
                    - podSelector: {matchLabels: {tier: t\(number % 7)}}
                      \(number % 3 == 0 ? "namespaceSelector: {}" : "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ns-\(number % 20)}}")
                    - podSelector: {matchLabels: {app: app-\((number + 20) % workloads)}}
                  ports: [{port: \(number % 2 == 0 ? "http" : "8080")}]

            """
        }.joined()
    }
}
