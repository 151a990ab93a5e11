import KubeManifest

/// The hosts of a URL: what stands between `://` and the path, without credentials.
struct AddressURL {
    let scheme: String
    let hosts: [(host: String, port: AddressMention.Port?)]

    /// Ports that clients of a scheme take where the URL names none.
    private static let ports: [String: Int] = [
        "http": 80, "https": 443, "ws": 80, "wss": 443, "amqp": 5672, "amqps": 5671, "redis": 6379, "rediss": 6379, "postgres": 5432,
        "postgresql": 5432, "mysql": 3306, "mariadb": 3306, "mongodb": 27017, "nats": 4222, "ldap": 389, "ldaps": 636, "mqtt": 1883,
        "sqlserver": 1433, "ftp": 21, "smtp": 25, "pyamqp": 5672, "mysql2": 3306, "memcached": 11211, "cassandra": 9042, "bolt": 7687,
        "neo4j": 7687,
    ]
    /// Other schemes whose authority is a host of the network (RFC 3986, 3.2.2). Elsewhere it is the name of something else: a bucket, a
    /// claim, a key, a kind of object.
    private static let network: Set<String> = [
        "grpc", "grpcs", "grpc+tls", "h2", "h2c", "tcp", "tcps", "tcp4", "tcp6", "udp", "udp4", "udp6", "tls", "ssl", "dtls", "quic",
        "mqtts", "stomp", "stomps", "kafka", "pulsar", "rabbitmq", "activemq", "failover", "redis-sentinel", "sentinel", "valkey",
        "valkeys",
        "pgsql", "psql", "cockroachdb", "mssql", "oracle", "thin", "db2", "clickhouse", "couchbase", "couchbases", "couchdb", "influxdb",
        "scylla", "elasticsearch", "opensearch", "zk", "zookeeper", "etcd", "etcds", "consul", "hbase", "hdfs", "hive2", "presto", "trino",
        "spark", "dask", "ray", "thrift", "dubbo", "rmi", "iiop", "jms", "smtps", "imap", "imaps", "pop3", "pop3s", "sftp", "ssh", "telnet",
        "rtsp", "rtmp", "rtmps", "sip", "sips", "nfs", "smb", "cifs", "iscsi", "rsync", "vnc", "rdp", "otlp", "otlps", "zipkin", "jaeger",
        "statsd", "syslog", "gelf", "graphite", "socks", "socks4", "socks5", "socks5h", "dns", "passthrough", "xds", "git", "svn",
        "jetstream", "nats+tls", "wamp", "coap", "coaps", "snmp", "ntp", "radius",
    ]

    /// Schemes that lead to no host that a Pod calls, also with a port.
    private static let local: Set<String> = ["file", "unix", "classpath", "vault", "s3", "gs", "oci", "docker", "containerd"]

    private static func namesHost(_ scheme: String) -> Bool {
        guard ports[scheme] == nil, !network.contains(scheme) else { return true }
        let first = scheme.split(separator: "+").first.map(String.init) ?? scheme
        return ports[first] != nil || network.contains(first)
    }

    var defaultPort: Int? { Self.defaultPort(of: scheme) }

    static func defaultPort(of scheme: String) -> Int? {
        ports[scheme] ?? scheme.split(separator: "+").first.flatMap { ports[String($0)] }
    }

    /// Takes every URL out of a line; blanks stand in its place.
    static func take(from line: inout [UInt8]) -> [AddressURL] {
        var urls: [AddressURL] = []
        var position = 0
        while position + 2 < line.count {
            guard line[position] == UInt8(ascii: ":"), line[position + 1] == UInt8(ascii: "/"), line[position + 2] == UInt8(ascii: "/")
            else {
                position += 1
                continue
            }
            var start = position
            while start > 0, isScheme(line[start - 1]) { start -= 1 }
            let scheme = String(decoding: line[start..<position], as: UTF8.self).lowercased()
            var end = position + 3
            while end < line.count, !isEnd(line[end]) { end += 1 }
            var authority = line[(position + 3)..<end]
            // `dns:///cart.shop:7070` names its host in the path; what stands before that is the DNS server.
            if end < line.count, line[end] == UInt8(ascii: "/"), scheme == "dns" || scheme == "passthrough", end + 1 < line.count,
                !isEnd(line[end + 1])
            {
                let from = end + 1
                end = from
                while end < line.count, !isEnd(line[end]) { end += 1 }
                authority = line[from..<end]
            }
            // The next item of a list of URLs begins with its scheme: `http://a,http://b`.
            let next = authority.last == UInt8(ascii: ":") ? authority.lastIndex(of: UInt8(ascii: ",")) : nil
            if let next {
                end = position + 3 + next - authority.startIndex
                authority = authority[..<next]
            }
            var stop = end
            if stop < line.count, !isSpaceOrQuote(line[stop]) {
                while stop < line.count, !isSpaceOrQuote(line[stop]), line[stop] != UInt8(ascii: ",") { stop += 1 }
            }
            if namesHost(scheme) {
                urls.append(AddressURL(scheme: scheme, hosts: hosts(authority)))
            } else if !scheme.isEmpty, !local.contains(scheme) {
                // Whatever it is, what has a port is a host: Kafka's `PLAINTEXT://kafka:9092`.
                let hosts = hosts(authority).filter { if case .number = $0.port { true } else { false } }
                if !hosts.isEmpty { urls.append(AddressURL(scheme: scheme, hosts: hosts)) }
            }
            for index in start..<max(stop, start) { line[index] = UInt8(ascii: " ") }
            position = max(stop, position + 3)
        }
        return urls
    }

    private static func hosts(_ authority: ArraySlice<UInt8>) -> [(host: String, port: AddressMention.Port?)] {
        let afterCredentials = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        // A variable that nothing replaced, of a shell, an ini file or a template: nobody knows the host.
        if afterCredentials.contains(where: { "$%{}".utf8.contains($0) }) { return [] }
        // `sqlserver://db:1433;databaseName=x`, `user@tcp(db:3306)`.
        let open = afterCredentials.firstIndex(of: UInt8(ascii: "("))
        let inner = open.map { afterCredentials[($0 + 1)...].prefix { $0 != UInt8(ascii: ")") } } ?? afterCredentials
        return inner.prefix { $0 != UInt8(ascii: ";") }.split(separator: UInt8(ascii: ",")).compactMap { AddressURL.hostAndPort($0) }
    }

    /// `cart`, `cart:7070`, `cart:http`, in UTF-8; nil for what no host can be.
    static func hostAndPort(_ text: some BidirectionalCollection<UInt8>) -> (host: String, port: AddressMention.Port?)? {
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        let host = String(decoding: text[..<(colon ?? text.endIndex)], as: UTF8.self).lowercased()
        guard let colon else { return isHost(host) ? (host, nil) : nil }
        var port = text[text.index(after: colon)...]
        guard isHost(host) else { return nil }
        if let next = port.firstIndex(of: UInt8(ascii: ":")) {
            // ZooKeeper's `zoo1:2888:3888`, also with a role behind: the first is the port that others connect to.
            let second = port[port.index(after: next)...].prefix { $0 != UInt8(ascii: ":") }
            guard Int(String(decoding: second, as: UTF8.self)).map({ (1...65535).contains($0) }) ?? false else { return nil }
            port = port[..<next]
        }
        let portText = String(decoding: port, as: UTF8.self)
        if let number = Int(portText) { return (1...65535).contains(number) ? (host, .number(number)) : nil }
        return NameRules.isPortName(portText) ? (host, .name(portText)) : nil
    }

    /// A DNS name or an IPv4 address, with or without the final dot.
    private static func isHost(_ text: String) -> Bool {
        let name = text.utf8.last == UInt8(ascii: ".") ? String(text.dropLast()) : text
        guard NameRules.isDNS1123Subdomain(name) else { return false }
        return name.utf8.contains { $0 >= 0x61 && $0 <= 0x7A } || IPAddress(name) != nil
    }

    private static func isScheme(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= 0x61 && lower <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    private static func isSpaceOrQuote(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "|")
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        isSpaceOrQuote(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
}
