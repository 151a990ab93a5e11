import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// What is a call, and what only looks like one (C47 to C50, C53, C54), in the forms that charts and applications are configured in.
@Suite("Calls in the configuration of real applications")
struct CallFormsTests {
    /// Services named as people name them, also like words that stand for something else: `info`, `json`, `production`.
    private static let services: String = {
        let plain = [
            ("cart", "{name: grpc, port: 7070, targetPort: 8080}"), ("redis", "{port: 6379}"), ("redis-sentinel", "{port: 26379}"),
            ("kafka", "{port: 9092}"), ("rabbitmq", "{name: amqp, port: 5672}, {name: http, port: 15672}"), ("mysql", "{port: 3306}"),
            ("postgres", "{port: 5432}"), ("prometheus", "{port: 9090}"), ("loki", "{port: 3100}"), ("elasticsearch", "{port: 9200}"),
            ("zookeeper", "{port: 2181}"), ("info", "{port: 80}"), ("debug", "{port: 80}"), ("production", "{port: 80}"),
            ("nginx", "{port: 80}"), ("json", "{port: 80}"), ("api", "{port: 8080}"), ("memcached", "{port: 11211}"),
            ("auth", "{port: 8080}"),
        ].map { Manifest.service($0, selector: "app: \($0)", ports: $1) }.joined()
        let headless = [("db", "5432"), ("kafka-headless", "9092"), ("mongo", "27017")].map { name, port in
            let set = name.replacing("-headless", with: "")
            return Manifest.service(name, selector: "app: \(set)", ports: "{port: \(port)}", spec: "clusterIP: None")
                + Manifest.workload("StatefulSet", set, labels: "app: \(set)", spec: "serviceName: \(name)\n  replicas: 3")
        }.joined()
        return plain + headless
            + Manifest.service("pay", selector: "app: pay", namespace: "shop", ports: "{name: http, port: 80}, {name: https, port: 443}")
            + Manifest.service(
                "otel-collector", selector: "app: otel", namespace: "observability",
                ports: "{name: grpc, port: 4317}, {name: http, port: 4318}")
    }()

    private func calls(_ container: String, spec: String = "", _ more: String = "") -> String {
        let pod =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: caller}\nspec: {\(spec)containers: [{name: c, \(container)}]}\n"
        let cluster = Resolved(Self.services + more + pod).cluster
        return cluster.calls.map { call in
            let target = call.target.namespace == "default" ? call.target.name : call.target.path
            return "\(target):\(call.port.map(String.init) ?? "?")\(call.isFound ? "" : " missing")"
        }.sorted().joined(separator: " ")
    }

    /// A JSON string, which is a YAML string too.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }

    static let variables: [(String, String, String)] = [
        ("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "kafka:9092"),
        ("KAFKA_BROKERS", "kafka-0.kafka-headless:9092,kafka-1.kafka-headless:9092,kafka-2.kafka-headless:9092", "kafka-headless:9092"),
        (
            "KAFKA_BROKER_LIST",
            "kafka-0.kafka-headless.default.svc.cluster.local:9092,kafka-1.kafka-headless.default.svc.cluster.local:9092",
            "kafka-headless:9092"
        ),
        ("BROKERS", "PLAINTEXT://kafka:9092", "kafka:9092"),
        ("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/app?currentSchema=x&user=a", "postgres:5432"),
        ("JDBC_URL", "jdbc:mysql://mysql/app", "mysql:3306"),
        ("JDBC_URL", "jdbc:postgresql://postgres:5432,mysql:3306/app", "mysql:3306 postgres:5432"),
        ("DB_URL", "jdbc:sqlserver://mysql:3306;databaseName=x", "mysql:3306"),
        ("JDBC_URL", "jdbc:oracle:thin:@db:5432/XE", "db:5432"),
        ("JDBC_URL", "jdbc:oracle:thin:@//db:5432/XE", "db:5432"),
        ("REDIS_URL", "redis://:pa%40ss@redis:6379/0", "redis:6379"),
        ("REDIS_URL", "redis://redis", "redis:6379"),
        ("REDIS_SENTINELS", "redis-sentinel:26379,redis-sentinel.default:26379", "redis-sentinel:26379"),
        ("REDIS_URL", "redis+sentinel://redis-sentinel:26379/mymaster/0", "redis-sentinel:26379"),
        (
            "MONGO_URL", "mongodb://u:p@mongo-0.mongo:27017,mongo-1.mongo:27017,mongo-2.mongo:27017/app?replicaSet=rs0&authSource=admin",
            "mongo:27017"
        ),
        ("MONGO_URL", "mongodb://mongo-0.mongo,mongo-1.mongo/app", "mongo:27017"),
        ("MONGODB_URI", "mongodb+srv://mongo.default.svc.cluster.local/app", "mongo:27017"),
        ("CELERY_BROKER_URL", "amqp://guest:guest@rabbitmq:5672//", "rabbitmq:5672"),
        ("BROKER_URL", "pyamqp://guest@rabbitmq//", "rabbitmq:5672"),
        ("CELERY_RESULT_BACKEND", "redis://redis:6379/1", "redis:6379"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel-collector.observability.svc.cluster.local:4317", "observability/otel-collector:4317"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "otel-collector.observability:4317", "observability/otel-collector:4317"),
        ("CART_TARGET", "dns:///cart:7070", "cart:7070"),
        ("CART_TARGET", "dns://10.96.0.10/cart.default:7070", "cart:7070"),
        ("CART_TARGET", "passthrough:///cart:7070", "cart:7070"),
        ("CART_TARGET", "dns:cart:7070", "cart:7070"),
        ("DATABASE_DSN", "root:pw@tcp(mysql:3306)/shop?parseTime=true", "mysql:3306"),
        ("DATABASE_DSN", "host=postgres port=5432 user=a password=b dbname=c sslmode=disable", "postgres:5432"),
        ("ConnectionStrings__Default", "Server=mysql;Port=3306;Database=x;User=root;Password=p", "mysql:3306"),
        ("ConnectionStrings__Default", "Server=db,5432;Database=x;User Id=sa", "db:5432"),
        ("ConnectionStrings__Default", "Data Source=mysql;Initial Catalog=x", "mysql:3306"),
        ("ConnectionStrings__Redis", "redis:6379,password=secret,ssl=False,abortConnect=False", "redis:6379"),
        ("WORDPRESS_DB_HOST", "mysql", "mysql:3306"),
        ("WORDPRESS_DB_HOST", "mysql:3306", "mysql:3306"),
        ("REDIS_HOST", "redis", "redis:6379"),
        ("REDIS_MASTER", "redis", "redis:6379"),
        ("PGHOST", "postgres", "postgres:5432"),
        ("ELASTICSEARCH_HOSTS", "[\"http://elasticsearch:9200\"]", "elasticsearch:9200"),
        ("KAFKA_ZOOKEEPER_CONNECT", "zookeeper:2181/kafka", "zookeeper:2181"),
        ("discovery.seed_hosts", "elasticsearch", "elasticsearch:9200"),
        ("cartServiceUrl", "http://cart:7070", "cart:7070"),
        ("URL", "HTTP://CART:7070", "cart:7070"),
        ("URL", "http://u:p@x@cart:7070/", "cart:7070"),
        ("MEMCACHE_SERVERS", "memcached:11211;memcached:11211", "memcached:11211"),
        ("PAY_URL", "http://pay.shop.svc", "shop/pay:80"),
        ("PAY_URL", "https://pay.shop.svc.cluster.local/v1", "shop/pay:443"),
        ("PAY_ADDR", "pay.shop:https", "shop/pay:443"),
        ("PAY_ADDR", "pay.shop.svc.cluster.local.:80", "shop/pay:80"),
        ("DB_ADDR", "db-0.db:5432", "db:5432"),
        ("DB_ADDR", "db-2.db.default.svc.cluster.local:5432", "db:5432"),
        ("CART_ADDR", "\"cart:7070\"", "cart:7070"),
        ("CART_PORT", "tcp://cart:7070", "cart:7070"),
        ("WS_URL", "ws://api:8080/socket", "api:8080"),
        ("NATS_URL", "nats://a:b@api:8080", "api:8080"),
        ("CONFIG", "{\"cart\":{\"host\":\"cart\",\"port\":7070}}", "cart:7070"),
        ("CONFIG_JSON", "{\"api\":{\"url\":\"http://api:8080\"}}", "api:8080"),
        ("BACKENDS", "api=http://api:8080,auth=http://auth:8080", "api:8080 auth:8080"),
        ("JAVA_OPTS", "-Xmx512m -Dapi.url=http://api:8080 -Dx=y", "api:8080"),
        ("JAVA_OPTS", "-Dspring.redis.host=redis -Dspring.redis.port=6379", "redis:6379"),
        ("HTTP_PROXY", "http://nginx:80", "nginx:80"),
        ("APP_NAME", "cart", ""),
        ("LOG_LEVEL", "info", ""),
        ("LOG_LEVEL", "debug", ""),
        ("NODE_ENV", "production", ""),
        ("ENVIRONMENT", "production", ""),
        ("LOG_FORMAT", "json", ""),
        ("POSTGRES_USER", "postgres", ""),
        ("POSTGRES_DB", "cart", ""),
        ("DB_DATABASE", "cart", ""),
        ("MYSQL_DATABASE", "cart", ""),
        ("DB_CONNECTION", "mysql", ""),
        ("CACHE_DRIVER", "redis", ""),
        ("QUEUE_CONNECTION", "redis", ""),
        ("SESSION_DRIVER", "redis", ""),
        ("OTEL_SERVICE_NAME", "cart", ""),
        ("SERVICE", "cart", ""),
        ("DD_SERVICE", "cart", ""),
        ("IMAGE", "redis:6379", ""),
        ("SIDECAR_IMAGE", "registry.io/cart:7070", ""),
        ("CACHE_IMAGE", "redis:7", ""),
        ("NODE_NAME", "cart", ""),
        ("SPRING_PROFILES_ACTIVE", "production", ""),
        ("DATA_DIR", "/var/lib/redis", ""),
        ("CONFIG", "file:///etc/api/config", ""),
        ("LISTEN_ADDR", ":8080", ""),
        ("BIND_ADDRESS", "api:8080", ""),
        ("START", "12:30:00", ""),
        ("FEATURES", "cart,info,debug", ""),
        ("MOTD", "please ask api or auth: see cart", ""),
        ("SELECTOR", "app=cart,tier=api", ""),
        ("BASIC_AUTH", "api:8080secret", ""),
        ("LIMITS", "cart:10,api:20", ""),
        ("X_URL", "http://api-gateway.example.com:8080", ""),
        ("ADMIN_EMAIL", "admin@api", ""),
        ("KAFKA_TOPIC", "cart", ""),
        ("KAFKA_GROUP_ID", "cart", ""),
        ("CLUSTER_NAME", "elasticsearch", ""),
        ("OTEL_TRACES_EXPORTER", "prometheus", ""),
        ("OTEL_RESOURCE_ATTRIBUTES", "service.name=cart,service.namespace=shop", ""),
        ("MODE", "api", ""),
        ("CORS_ORIGINS", "http://cart:7070", ""),
        ("ID", "a1:b2:c3", ""),
        ("HWADDR", "00:11:22:33:44:55", ""),
        ("IP", "fd00::1", ""),
        ("P", "c:\\api\\x", ""),
        ("MAIN_CLASS", "com.example.Api", ""),
        ("DB_TYPE", "postgres", ""),
        ("DB_DIALECT", "mysql", ""),
        ("TYPE", "redis", ""),
        ("HOSTNAME", "cart", ""),
        ("VIRTUAL_HOST", "api", ""),
        ("DB_PASSWORD", "postgres", ""),
        ("SERVICE_ACCOUNT", "api", ""),
        ("DB", "postgres", ""),
        ("CART_ADDR", "carrt:7070", "carrt:7070 missing"),
        ("PAY_URL", "http://pey.shop:80", "shop/pey:80 missing"),
        ("CART_HOST", "carrt", "carrt:? missing"),
        ("PAY_URL", "http://pay.nowhere.svc.cluster.local:80", "nowhere/pay:80 missing"),
        ("API_URL", "https://api.github.com/x", ""),
        ("DB_HOST", "mydb.abc.eu-west-1.rds.amazonaws.com", ""),
        ("CART_ADDR", "cart:8080", "cart:8080"),
        ("X_URL", "http://$(UNKNOWN):80", ""),
        ("X_URL", "http://${UNKNOWN}/x", ""),
        ("X_URL", "http://{{ .Values.host }}:80", ""),
        ("X_URL", "http://localhost:8080", ""),
        ("X_URL", "https://kubernetes.default.svc", ""),
        ("EMAIL_SERVICE_ADDR", "api:8080", "api:8080"),
        ("AUTH_SERVICE", "auth", "auth:8080"),
        ("IMAGE_SERVICE_URL", "http://api:8080", "api:8080"),
        ("KAFKA_URL", "SASL_PLAINTEXT://kafka:9092", "kafka:9092"),
        ("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://kafka:9092", "kafka:9092"),
        ("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://api:8080", ""),
        ("DISCOVERY_SEED_HOSTS", "elasticsearch", "elasticsearch:9200"),
        ("KC_DB_URL_HOST", "postgres", "postgres:5432"),
        ("KC_DB", "postgres", ""),
        ("KC_DB_URL", "jdbc:postgresql://postgres:5432/keycloak?sslmode=disable", "postgres:5432"),
        ("VAULT_ADDR", "http://auth:8080", "auth:8080"),
        ("CONSUL_HTTP_ADDR", "auth:8080", "auth:8080"),
        ("MINIO_ENDPOINT", "api:8080", "api:8080"),
        ("S3_BUCKET", "s3://cart/api", ""),
        ("SENTRY_DSN", "http://abc123@api:8080/1", "api:8080"),
        ("SMTP_HOST", "api", "api:8080"),
        ("GRAPHQL_ENDPOINT", "http://api:8080/graphql", "api:8080"),
        ("JAEGER_AGENT_HOST", "auth", "auth:8080"),
        ("STATSD_HOST", "auth", "auth:8080"),
        ("DD_ENV", "production", ""),
        ("URLS", "http://api:8080|http://auth:8080", "api:8080 auth:8080"),
        ("URLS", "http://api:8080\nhttp://auth:8080", "api:8080 auth:8080"),
        ("REDIS_CLUSTER_NODES", "redis:6379 redis:6379", "redis:6379"),
        ("SVC", "api:8080/v1/x", "api:8080"),
        ("DATABASE_URL", "postgresql+psycopg2://u:p%2Fw%40d@postgres/db", "postgres:5432"),
        ("DATABASE_URL", "postgres://u:p@ss@postgres:5432/db", "postgres:5432"),
        ("DATABASE_URL", "postgres://u:p@/db?host=/var/run/postgresql", ""),
        ("X_HOST", "10.1.2.3", ""),
        ("X_HOST", "*", ""),
        ("NO_PROXY", "localhost,127.0.0.1,.svc,.cluster.local,api,cart", ""),
        ("CART_URL", "  http://cart:7070  ", "cart:7070"),
        ("USE_REDIS", "true", ""),
        ("PLUGINS", "auth,json,redis", ""),
        ("REDIS_VERSION", "7.0", ""),
        ("JAVA_TOOL_OPTIONS", "-javaagent:/opt/api.jar", ""),
        ("TZ", "Europe/Berlin", ""),
        ("RULE", "prometheus.io/scrape:true", ""),
        ("WATCH", "app.kubernetes.io/name=cart", ""),
        ("RATIO", "api:auth", ""),
        ("ROLE", "master", ""),
        ("RUNNER", "redis:7-alpine", ""),
        ("MYSQL_ROOT_HOST", "%", ""),
        ("ALLOWED_HOSTS", "api,cart", ""),
        ("DJANGO_ALLOWED_HOSTS", "api cart", ""),
        ("PEERS", "mongo-0.mongo.default.svc.cluster.local", "mongo:27017"),
        ("CART_GRPC_ADDR", "cart", "cart:7070"),
        ("PAY_URL", "http://pay.shop", "shop/pay:80"),
        ("PAY_URL", "http://pay", "pay:80 missing"),
    ]

    @Test("One variable", arguments: CallFormsTests.variables)
    func variable(name: String, value: String, expected: String) {
        #expect(calls("env: [{name: \(name), value: \(Self.quoted(value))}]") == expected)
    }

    static let containers: [(String, String)] = [
        ("env: [{name: REDIS_HOST, value: \"redis\"}, {name: REDIS_PORT, value: \"6379\"}]", "redis:6379"),
        ("env: [{name: PAY_SERVICE_NAME, value: \"pay.shop\"}, {name: PAY_SERVICE_PORT, value: \"443\"}]", "shop/pay:443"),
        ("env: [{name: PAY_HOSTNAME, value: \"pay.shop\"}, {name: PAY_PORT, value: \"443\"}]", "shop/pay:443"),
        ("env: [{name: H, value: \"cart\"}, {name: P, value: \"7070\"}, {name: CART_ADDR, value: \"$(H):$(P)\"}]", "cart:7070"),
        ("env: [{name: NS, value: \"shop\"}, {name: PAY_URL, value: \"http://pay.$(NS):80\"}]", "shop/pay:80"),
        ("args: [\"--cart=$(CART_SERVICE_HOST):$(CART_SERVICE_PORT)\"]", "cart:7070"),
        ("command: [\"sh\", \"-c\", \"curl http://$CART_SERVICE_HOST:$CART_SERVICE_PORT/\"]", "cart:7070"),
        ("command: [\"sh\", \"-c\", \"curl \\\"http://${CART_SERVICE_HOST}:${CART_SERVICE_PORT}/x\\\"\"]", "cart:7070"),
        ("command: [\"sh\", \"-c\", \"nc -z $CART_SERVICE_HOST $CART_SERVICE_PORT_GRPC\"]", "cart:7070"),
        ("args: [\"--cart-addr=cart:7070\"]", "cart:7070"),
        ("args: [\"--redis-host\", \"redis\", \"--redis-port\", \"6379\"]", "redis:6379"),
        ("args: [\"--prometheus.url=http://prometheus:9090\"]", "prometheus:9090"),
        ("args: [\"--endpoint=dnssrv+_http._tcp.prometheus.default.svc.cluster.local\"]", "prometheus:9090"),
        ("args: [\"--store=dns+prometheus.default.svc:9090\"]", "prometheus:9090"),
        ("command: [\"./wait-for-it.sh\", \"db:5432\", \"--\", \"./app\"]", "db:5432"),
        ("command: [\"wait-for-it.sh\", \"-h\", \"db\", \"-p\", \"5432\"]", "db:5432"),
        ("command: [\"sh\", \"-c\", \"until nc -z db 5432; do echo waiting for db; sleep 2; done\"]", "db:5432"),
        (
            "command: [\"sh\", \"-c\", \"until nslookup mysql.default.svc.cluster.local; do echo waiting for mysql; sleep 2; done;\"]",
            "mysql:3306"
        ),
        (
            "command: [\"sh\", \"-c\", \"until nslookup mysql.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace).svc.cluster.local; do echo waiting; sleep 2; done\"]",
            "mysql:3306"
        ),
        ("command: [\"sh\", \"-c\", \"until pg_isready -h postgres -p 5432 -U app; do sleep 1; done\"]", "postgres:5432"),
        ("command: [\"sh\", \"-c\", \"psql -h postgres -U u -c \\\"select 1\\\"\"]", "postgres:5432"),
        ("command: [\"sh\", \"-c\", \"mysql -hmysql -uroot -p$PW -e \\\"select 1\\\"\"]", "mysql:3306"),
        ("command: [\"sh\", \"-c\", \"while ! mysqladmin ping -h mysql --silent; do sleep 1; done\"]", "mysql:3306"),
        ("command: [\"sh\", \"-c\", \"redis-cli -h redis -p 6379 ping\"]", "redis:6379"),
        (
            "command: [\"sh\", \"-c\", \"set -e\\ncurl -sf --retry 3 -H \\\"Content-Type: application/json\\\" http://api:8080/healthz\\necho done\"]",
            "api:8080"
        ),
        ("command: [\"sh\", \"-c\", \"while true; do wget -q -O- api:8080; done\"]", "api:8080"),
        ("command: [\"bash\", \"-c\", \"until (echo > /dev/tcp/api/8080) 2>/dev/null; do sleep 1; done\"]", "api:8080"),
        ("command: [\"sh\", \"-c\", \"telnet api 8080\"]", "api:8080"),
        (
            "command: [\"/bin/sh\", \"-ec\", \"API=http://api:8080\\nif true; then\\n  exec ./app --auth \\\"auth:8080\\\" --api \\\"$API\\\"\\nfi\\n\"]",
            "api:8080 auth:8080"
        ),
        ("command: [\"sh\", \"-c\", \"for s in api:8080 auth:8080; do wait-for $s; done\"]", "api:8080 auth:8080"),
        ("livenessProbe: {httpGet: {host: cart, port: 7070}, exec: {command: [nc, -z, cart, \"7070\"]}}", ""),
        ("args: [\"server\", \"api\"]", ""),
        ("args: [\"--name=cart\", \"--log-level\", \"debug\", \"--config=/etc/api/api.yaml\"]", ""),
        ("command: [\"sh\", \"-c\", \"echo starting cart; exec ./api --mode=info\"]", ""),
        ("command: [\"redis-server\", \"/etc/redis/redis.conf\"]", ""),
        ("args: [\"--image\", \"redis:6379\", \"--sidecar-image=api:8080\"]", ""),
        ("args: [\"--port=8080\", \"--host=0.0.0.0\"]", ""),
        ("args: [\"--storage-backend=postgres\", \"--db=mysql\"]", ""),
        (
            "env: [{name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}, {name: CART_ADDR, value: \"cart.$(NS).svc.cluster.local:7070\"}]",
            "cart:7070"
        ),
        ("envFrom: [{secretRef: {name: s}}]", ""),
        ("args: [\"wait-for redis:6379 && wait-for db:5432 -- node server.js\"], command: [\"/bin/sh\", \"-c\"]", "db:5432 redis:6379"),
        (
            "command: [\"dockerize\", \"-wait\", \"tcp://postgres:5432\", \"-wait\", \"tcp://redis:6379\", \"-timeout\", \"60s\", \"app\"]",
            "postgres:5432 redis:6379"
        ),
        ("command: [\"sh\", \"-c\", \"# curl http://api:8080\\necho hi\"]", ""),
        ("command: [\"grpcurl\", \"-plaintext\", \"cart:7070\", \"list\"]", "cart:7070"),
        ("command: [\"celery\", \"-A\", \"api\", \"-b\", \"redis://redis:6379/0\", \"worker\"]", "redis:6379"),
        ("args: [\"--endpoints=http://auth:8080,http://auth:8080\"]", "auth:8080"),
        ("args: [\"--remote-write.url\", \"http://loki:3100/api/v1/push\"]", "loki:3100"),
        ("args: [\"--initial-cluster=db-0=http://db-0.db:5432,db-1=http://db-1.db:5432\"]", "db:5432"),
        ("args: [\"-m\", \"api\", \"--workers=4\"]", ""),
        ("command: [\"sh\", \"-c\", \"kubectl wait --for=condition=ready pod -l app=redis --timeout=60s\"]", ""),
        ("command: [\"sh\", \"-c\", \"ps aux | grep redis && test -f /tmp/api\"]", ""),
        ("command: [\"sh\", \"-c\", \"mkdir -p /data/cart && chown redis:redis /data\"]", ""),
        ("command: [\"sh\", \"-c\", \"timeout 30 sh -c \\\"until nc -w 2 -z db 5432; do sleep 1; done\\\"\"]", "db:5432"),
        ("command: [\"ping\", \"-c\", \"1\", \"db\"]", "db:5432"),
        ("command: [\"sh\", \"-c\", \"mongosh --host mongo --port 27017 --eval \\\"db.stats()\\\"\"]", "mongo:27017"),
        ("command: [\"mongosh\", \"mongodb://mongo-0.mongo:27017/api\"]", "mongo:27017"),
        ("command: [\"chown\", \"-R\", \"redis:redis\", \"/data\"]", ""),
    ]

    @Test("Several variables, commands and arguments", arguments: CallFormsTests.containers)
    func container(text: String, expected: String) { #expect(calls(text) == expected) }

    static let files: [(String, String, String)] = [
        (
            "application.yml",
            "spring:\n  application:\n    name: cart\n  datasource:\n    url: jdbc:postgresql://postgres:5432/app\n    username: postgres\n    password: postgres\n  redis:\n    host: redis\n    port: 6379\n  kafka:\n    bootstrap-servers: kafka:9092\nlogging:\n  level:\n    root: info\n",
            "kafka:9092 postgres:5432 redis:6379"
        ),
        (
            "application.properties",
            "spring.application.name=cart\nspring.datasource.url=jdbc:postgresql://postgres/app\nspring.redis.host=redis\nspring.redis.port=6379\nspring.kafka.bootstrap-servers=kafka:9092\nlogging.level.root=info\n",
            "kafka:9092 postgres:5432 redis:6379"
        ),
        (
            "nginx.conf",
            "upstream backend {\n  least_conn;\n  server api:8080 weight=5 max_fails=3;\n  server auth:8080 backup;\n  keepalive 16;\n}\nserver {\n  listen 80;\n  server_name shop.example.com cart;\n  location / { proxy_pass http://backend; proxy_set_header Host $host; }\n}\n",
            "api:8080 auth:8080"
        ),
        (
            "default.conf",
            "server {\n  location /api/ { proxy_pass http://api:8080/; }\n  location /pay { set $u http://pay.shop.svc.cluster.local; proxy_pass $u; }\n  resolver kube-dns.kube-system.svc.cluster.local valid=5s;\n}",
            "api:8080 shop/pay:80"
        ),
        (
            "default.conf",
            "location ~ \\.php$ {\n  fastcgi_pass api:8080;\n  fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;\n}\n",
            "api:8080"
        ),
        (
            "prometheus.yml",
            "global:\n  scrape_interval: 15s\nscrape_configs:\n  - job_name: cart\n    static_configs:\n      - targets: [\"cart:7070\", \"api:8080\"]\n        labels: {app: redis}\n  - job_name: prometheus\n    static_configs:\n      - targets:\n          - localhost:9090\n",
            "api:8080 cart:7070"
        ),
        (
            "prometheus.yml", "alerting:\n  alertmanagers:\n    - static_configs:\n        - targets:\n            - loki:3100\n",
            "loki:3100"
        ),
        (
            "datasources.yaml",
            "apiVersion: 1\ndatasources:\n  - name: Prometheus\n    type: prometheus\n    access: proxy\n    url: http://prometheus:9090\n  - name: Loki\n    type: loki\n    url: http://loki.default.svc:3100\n    jsonData: {maxLines: 1000}\n",
            "loki:3100 prometheus:9090"
        ),
        (
            "envoy.yaml",
            "static_resources:\n  clusters:\n    - name: cart\n      connect_timeout: 0.25s\n      type: STRICT_DNS\n      load_assignment:\n        cluster_name: cart\n        endpoints:\n          - lb_endpoints:\n              - endpoint:\n                  address:\n                    socket_address:\n                      address: cart\n                      port_value: 7070\n",
            "cart:7070"
        ),
        (
            "haproxy.cfg",
            "frontend web\n  bind *:80\n  default_backend api\nbackend api\n  balance roundrobin\n  server s1 api:8080 check\n", "api:8080"
        ),
        (
            "config.yaml",
            "receivers:\n  otlp:\n    protocols:\n      grpc: {endpoint: 0.0.0.0:4317}\nexporters:\n  otlp:\n    endpoint: otel-collector.observability:4317\n    tls: {insecure: true}\n  loki:\n    endpoint: http://loki:3100/loki/api/v1/push\nservice:\n  pipelines:\n    logs: {receivers: [otlp], exporters: [otlp, loki]}\n",
            "loki:3100 observability/otel-collector:4317"
        ),
        (
            "fluent-bit.conf",
            "[SERVICE]\n    Log_Level info\n[OUTPUT]\n    Name  es\n    Match *\n    Host  elasticsearch\n    Port  9200\n",
            "elasticsearch:9200"
        ),
        ("fluent.conf", "<match **>\n  @type elasticsearch\n  host elasticsearch\n  port 9200\n</match>\n", "elasticsearch:9200"),
        (
            "logstash.conf", "output {\n  elasticsearch { hosts => [\"http://elasticsearch:9200\"] index => \"api\" }\n}\n",
            "elasticsearch:9200"
        ),
        (
            "config.json",
            "{\"redis\": {\"host\": \"redis\", \"port\": 6379}, \"services\": {\"api\": \"http://api:8080\"}, \"name\": \"cart\"}",
            "api:8080 redis:6379"
        ),
        ("config.json", "{\n  \"redis\": {\n    \"host\": \"redis\",\n    \"port\": 6379\n  },\n  \"app\": \"cart\"\n}\n", "redis:6379"),
        ("config.toml", "[redis]\naddress = \"redis:6379\"\n[app]\nname = \"cart\"\n", "redis:6379"),
        ("app.ini", "[database]\nHOST = mysql:3306\nNAME = cart\n; HOST = postgres\n", "mysql:3306"),
        (
            "dynamic.yml", "http:\n  services:\n    api:\n      loadBalancer:\n        servers:\n          - url: \"http://api:8080\"\n",
            "api:8080"
        ),
        ("Caddyfile", "example.com {\n  reverse_proxy api:8080\n}\n", "api:8080"),
        ("settings.py", "CACHES = {\"default\": {\"LOCATION\": \"redis://redis:6379/1\"}}\nAPP = \"cart\"\n", "redis:6379"),
        ("wait.sh", "#!/bin/sh\nuntil nc -z db 5432; do\n  echo \"waiting for redis\"\ndone\nexec \"$@\"\n", "db:5432"),
        ("httpd.conf", "ProxyPass \"/api\" \"http://api:8080/\"\n", "api:8080"),
        ("conf.xml", "<config><url>http://api:8080/x</url><name>cart</name></config>\n", "api:8080"),
        ("pgbouncer.ini", "[databases]\n* = host=postgres port=5432\n[pgbouncer]\nlisten_port = 6432\n", "postgres:5432"),
        ("a.yml", "pay:\n  host: pay.shop\n  port: 443\n", "shop/pay:443"),
        ("a.yml", "pay:\n  port: 443\n  host: pay.shop\n", "shop/pay:443"),
        ("a.yml", "redis:\n  host: redis\n  port: 6379\npay:\n  host: pay.shop\n  port: 443\n", "redis:6379 shop/pay:443"),
        (
            "nginx.conf",
            "user nginx;\nevents {}\nhttp {\n  server {\n    listen 8080;\n    server_name api cart.default;\n    root /usr/share/nginx;\n  }\n}\n",
            ""
        ),
        ("c.yml", "type: redis\ncache: {driver: redis, name: cart}\nlevel: debug\nservice:\n  name: cart\n", ""),
        ("c.yml", "# url: http://cart:7070\na: 1 # http://api:8080\n", ""),
        ("c.js", "// http://cart:7070\nx = 1\n", ""),
        ("pod.yaml", "containers:\n  - image: redis:6379\n", ""),
        ("x.yml", "database:\n  user: postgres\n  database: cart\n  driver: mysql\n", ""),
        ("logback.xml", "<logger name=\"api\" level=\"info\"/><root level=\"debug\"/>\n", ""),
        ("c.hcl", "upstreams {\n  destination_name = \"cart\"\n  address = \"api:8080\"\n}\n", "api:8080"),
        ("c.yml", "services:\n  - http://api:8080\n  - http://auth:8080/x\n", "api:8080 auth:8080"),
        ("metricbeat.yml", "output.elasticsearch:\n  hosts: [\"elasticsearch:9200\"]\n  username: api\n", "elasticsearch:9200"),
        (
            "filebeat.yml",
            "output.elasticsearch:\n  hosts:\n    - elasticsearch:9200\noutput.kafka:\n  hosts:\n    - \"kafka:9092\"\n  topic: cart\n",
            "elasticsearch:9200 kafka:9092"
        ),
        (
            "prometheus.yml",
            "scrape_configs:\n- job_name: api\n  kubernetes_sd_configs:\n  - role: endpoints\n    namespaces: {names: [default]}\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_service_name]\n    regex: cart\n    action: keep\n",
            ""
        ),
        (
            "prometheus.yml",
            "scrape_configs:\n- job_name: bb\n  static_configs: [{targets: [\"https://example.org\"]}]\n  relabel_configs:\n  - target_label: __address__\n    replacement: prometheus:9090\n",
            "prometheus:9090"
        ),
        ("n.conf", "server {\n  location / {\n    set $backend \"api:8080\";\n    proxy_pass http://$backend;\n  }\n}\n", "api:8080"),
        ("n.conf", "location / { grpc_pass grpc://cart:7070; }\n", "cart:7070"),
        ("n.conf", "location / { return 301 https://$host$request_uri; }\nerror_log /var/log/nginx/error.log info;\n", ""),
        ("r.conf", "cluster_name = api\namqp.uri = amqp://rabbitmq:5672\n", "rabbitmq:5672"),
        ("kong.yml", "services:\n- name: cart\n  host: api\n  port: 8080\n  protocol: http\n", "api:8080"),
        ("kong.yml", "services:\n- name: cart\n  url: http://api:8080\n  routes: [{name: auth, paths: [/auth]}]\n", "api:8080"),
        ("a.yml", "management.zipkin.tracing.endpoint: http://loki:3100/api/v2/spans\n", "loki:3100"),
        ("a.properties", "eureka.client.serviceUrl.defaultZone=http://user:pw@api:8080/eureka/\n", "api:8080"),
        ("a.yml", "routes:\n  - id: cart\n    uri: http://cart:7070\n    predicates: [Path=/cart/**]\n", "cart:7070"),
        (
            ".env", "REDIS_HOST=redis\nREDIS_PORT=6379\nDATABASE_URL=\"postgres://u:p@postgres:5432/db\"\nAPP_NAME=cart\n",
            "postgres:5432 redis:6379"
        ),
        ("config.js", "module.exports = { api: \"http://api:8080\", name: \"cart\" };\n", "api:8080"),
        ("config.js", "const client = redis.createClient({ host: \"redis\", port: 6379 });\n", "redis:6379"),
        ("crontab", "*/5 * * * * curl -s http://api:8080/tick\n", "api:8080"),
        ("c.xml", "<db host=\"mysql\" port=\"3306\" name=\"cart\"/>\n", "mysql:3306"),
        ("c.xml", "<replica>\n<host>mysql</host>\n<port>3306</port>\n</replica>\n", "mysql:3306"),
        ("t.conf", "[[inputs.redis]]\n  servers = [\"tcp://redis:6379\"]\n", "redis:6379"),
        ("t.conf", "[[outputs.influxdb]]\n  urls = [\"http://loki:3100\"] # required\n  database = \"cart\"\n", "loki:3100"),
        ("v.toml", "[sinks.loki]\ntype = \"loki\"\nendpoint = \"http://loki:3100\"\n", "loki:3100"),
        ("README.md", "The cart talks to redis and api. See docs.\n", ""),
        ("index.html", "<h1>Welcome to api</h1><a href=\"/cart\">cart</a>\n", ""),
        ("init.sql", "CREATE DATABASE cart; GRANT ALL ON cart.* TO api;\n", ""),
    ]

    @Test("Files", arguments: CallFormsTests.files)
    func file(name: String, text: String, expected: String) {
        let map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {\(name): \(Self.quoted(text))}\n"
        #expect(
            calls("volumeMounts: [{name: v, mountPath: /etc/x}]", spec: "volumes: [{name: v, configMap: {name: conf}}], ", map) == expected)
    }

    @Test(
        "Words are addresses only where one can stand: other schemes, interpolation and prose name no host",
        arguments: [
            "kubernetes://apis/apps/v1/namespaces/default/deployments/web", "pvc://claim/data", "secret://vault/key", "awskms://alias/key",
            "exec://bin/x", "root_url = %(protocol)s://%(domain)s:%(http_port)s/g", "http://{{ .host }}:80", "https://${HOST}.cart:80",
            "lb://orders", "projects://p/x",
        ])
    func noHosts(_ value: String) { #expect(calls("env: [{name: SOME_URL, value: \(Self.quoted(value))}]") == "") }

    @Test("A known scheme counts with what is added to it")
    func schemes() {
        #expect(calls("env: [{name: A_URL, value: 'mongodb+srv://cart'}]").contains("cart"))
        #expect(calls("env: [{name: A_URL, value: 'grpc+tls://cart:7070'}]").contains("cart:7070"))
    }

    @Test("What ends a name that a variable begins is no flag and no host: `${SHARD}-server-0) are master`")
    func prose() {
        #expect(calls(#"command: [sh, -c, "echo \"(${S}-server-0) are master, ${P}cart:7070\""]"#) == "")
        #expect(calls("command: [sh, -c, \"MON_HOST=`kubectl get x`\"]") == "", "a command's own output")
        #expect(calls(#"command: [sh, -c, "run --server cart:7070"]"#).contains("cart:7070"))
    }

    @Test("What a template, an ini file or a person is to put in place of a word is no address")
    func placeholders() {
        for value in [
            "%(cart)s", "$(cart)", "<cart>", "{{ printf \"%s:%d\" .Values.redis }}", "{{ .Values.cart }}:7070", "{{ cart | default }}",
        ] {
            #expect(calls("env: [{name: CART_HOST, value: \(Self.quoted(value))}]") == "", "\(value)")
        }
        #expect(calls("env: [{name: CART_HOST, value: cart}]") == "cart:7070")
        let template = "redis:\n  addr: {{ printf \"%s\" .Host | cart }}\n  url: {{ \"cart\" | secret }}\nhost: cart\n"
        let map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {f: \(Self.quoted(template))}\n"
        let mount = "volumeMounts: [{name: v, mountPath: /x}]"
        #expect(calls(mount, spec: "volumes: [{name: v, configMap: {name: m}}], ", map) == "cart:7070", "one line is no template")
    }
}
