/// Services, each with a Deployment behind it that calls the next one, over 50 namespaces.
enum ServiceManifests {
    static func services(_ count: Int) -> String {
        (0..<count).map { number in
            let next = (number + 1) % count
            return PodManifests.service("svc-\(number)", "ns-\(number % 50)", "app: app-\(number)") + """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app-\(number), namespace: ns-\(number % 50)}
                spec:
                  selector: {matchLabels: {app: app-\(number)}}
                  template:
                    metadata: {labels: {app: app-\(number)}}
                    spec:
                      containers:
                        - name: app
                          image: registry.example.com/app
                          ports: [{name: http, containerPort: 8080}]
                          env: [{name: NEXT, value: "http://svc-\(next).ns-\(next % 50):80"}]

                """
        }.joined()
    }
}
