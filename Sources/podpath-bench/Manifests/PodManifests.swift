/// Pods of any number for measuring, the same every time.
enum PodManifests {
    /// Five Pods and a Service for each of count / 5 applications, over 50 namespaces, with what real manifests carry beside; each
    /// Pod calls the next Service.
    static func pods(_ count: Int) -> String {
        var text = ""
        for app in 0..<(count / 5) {
            let namespace = "ns-\(app % 50)"
            let next = "svc-\((app + 1) % (count / 5)).ns-\((app + 1) % (count / 5) % 50)"
            text += service("svc-\(app)", namespace, "app: app-\(app)\n    tier: backend")
            for number in 0..<5 {
                text += pod(
                    "app-\(app)-\(number)", namespace, "app: app-\(app)\n    tier: backend\n    version: v\(app % 3)", next: next)
            }
        }
        return text
    }

    /// Every Pod carries one and the same label, and every selector asks for it, beside a label of its own.
    static func oneLabel(pods: Int, selectors: Int) -> String {
        var text = ""
        for number in 0..<selectors { text += service("svc-\(number)", "one", "app: same\n    part: p\(number)") }
        for number in 0..<pods { text += pod("pod-\(number)", "one", "app: same\n    part: p\(number)", next: "svc-\(number % selectors)") }
        return text
    }

    static func service(_ name: String, _ namespace: String, _ selector: String) -> String {
        """
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: \(name)
          namespace: \(namespace)
        spec:
          selector:
            \(selector)
          ports:
            - name: http
              port: 80
              targetPort: http

        """
    }

    private static func pod(_ name: String, _ namespace: String, _ labels: String, next: String) -> String {
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: \(name)
          namespace: \(namespace)
          labels:
            \(labels)
          annotations:
            example.com/owner: team-\(next.utf8.count)
            example.com/description: "A longer description of what this Pod is there for, with words"
        spec:
          serviceAccountName: app
          containers:
            - name: app
              image: registry.example.com/app:1.2.3
              imagePullPolicy: IfNotPresent
              command: ["/bin/app", "--serve"]
              ports:
                - name: http
                  containerPort: 8080
                  protocol: TCP
              env:
                - name: LOG_LEVEL
                  value: info
                - name: NEXT
                  value: http://\(next):80
                - name: POD_NAME
                  valueFrom:
                    fieldRef:
                      fieldPath: metadata.name
              resources:
                requests:
                  cpu: 100m
                  memory: 128Mi
                limits:
                  memory: 256Mi
              readinessProbe:
                httpGet:
                  path: /healthz
                  port: http
                initialDelaySeconds: 5
                periodSeconds: 10
          restartPolicy: Always

        """
    }
}
