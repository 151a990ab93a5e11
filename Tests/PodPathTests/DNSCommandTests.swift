import Foundation
import TestSupport
import Testing

@Suite("records and lookup as their users call them (docs/interface.md)")
struct DNSCommandTests {
    static let yaml =
        Manifest.pod("client", labels: "app: client") + Manifest.pod("a") + Manifest.service(spec: "clusterIP: 10.96.7.7")

    @Test(
        "Exit codes",
        arguments: [
            ("podpath records", 0), ("podpath records -f zone", 0), ("podpath records -f svg", 64), ("podpath lookup", 64),
            ("podpath lookup web --from client", 0), ("podpath lookup web --from nobody", 64), ("podpath lookup nothing --from client", 0),
            ("podpath lookup web --type 'A;B'", 64), ("podpath lookup --resolv-conf", 64),
            ("podpath lookup --resolv-conf --from client", 0),
            ("podpath lookup web --cluster /no/such/file", 2), ("podpath records --cluster <(echo 'dns: {pod: verified}')", 1),
            ("podpath records > /dev/full", 2), ("podpath draw --figure dns-lookup --from nobody", 64),
        ])
    func exitCodes(line: String, status: Int32) throws {
        #expect(try Run(line, input: Self.yaml).status == status, "\(line)")
    }

    @Test("--resolv-conf prints the file and nothing else (R47)")
    func resolvConf() throws {
        #expect(
            try Run("podpath lookup --resolv-conf --from client", input: Self.yaml).output
                == "nameserver 10.96.0.10\nsearch default.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n")
    }

    @Test("--resolv-conf in the format that is asked for, by -f or by the file's ending; never another one")
    func resolvConfFormats() throws {
        struct Document: Decodable {
            struct File: Decodable { let nameservers, searches, options, warnings: [String], source: String }
            let schema: String
            let resolvConf: File
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("podpath-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let json = try Run("podpath lookup --resolv-conf --from client -f json", input: Self.yaml).output
        let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
        #expect(document.schema == "podpath/v1" && document.resolvConf.nameservers == ["10.96.0.10"])
        #expect(document.resolvConf.searches == ["default.svc.cluster.local", "svc.cluster.local", "cluster.local"])
        #expect(document.resolvConf.options == ["ndots:5"] && document.resolvConf.source == "cluster" && document.resolvConf.warnings == [])
        // The same object as a lookup's.
        let lookup = try Run("podpath lookup web --from client -f json", input: Self.yaml).output
        let object = { (text: String) in text.firstRange(of: "\"resolvConf\":").map { text[$0.upperBound...].prefix { $0 != "}" } } }
        #expect(object(lookup) == object(json) && object(json) != nil)
        for (ending, text) in [("json", json), ("txt", try Run("podpath lookup --resolv-conf --from client", input: Self.yaml).output)] {
            #expect(try Run("podpath lookup --resolv-conf --from client -o \(folder)/r.\(ending)", input: Self.yaml).status == 0)
            #expect(try String(contentsOfFile: "\(folder)/r.\(ending)", encoding: .utf8) == text)
        }
        #expect(
            try Run("podpath lookup --resolv-conf --from client -f md", input: Self.yaml).output
                == "- `nameserver 10.96.0.10`\n- `search default.svc.cluster.local svc.cluster.local cluster.local`\n- `options ndots:5`\n")
        #expect(try Run("podpath lookup --resolv-conf --from client -f json -o \(folder)/r.txt", input: Self.yaml).status == 64)
        #expect(try Run("podpath lookup --resolv-conf --from client -f svg", input: Self.yaml).status == 64)
    }

    @Test("--cluster-domain and --cluster change the names; both at once, the option wins")
    func clusterDomain() throws {
        let line = { (domain: String, option: String) in "podpath lookup web.default.svc.\(domain) \(option) | head -3" }
        #expect(try Run(line("k8s.example", "--cluster-domain k8s.example"), input: Self.yaml).output.contains("A 10.96.7.7"))
        #expect(
            try Run(line("k8s.example", "--cluster <(echo 'clusterDomain: k8s.example')"), input: Self.yaml).output.contains("A 10.96.7.7"))
        #expect(try Run(line("cluster.local", "--cluster-domain k8s.example"), input: Self.yaml).output.contains("10.96.7.7") == false)
    }

    @Test("An unknown fact is an error that names the nearest one")
    func unknownFact() throws {
        let run = try Run("podpath records --cluster <(echo 'dns: {pod: verified}')", input: Self.yaml)
        #expect(run.messages.contains(":1:7: error: cluster facts: \"pod\" is no cluster fact. Did you mean pods? [unknown-field]"))
    }

    @Test("Hostile names reach no terminal as they are, and hang nothing")
    func hostileNames() throws {
        for name in [#"$'\e[31mred'"#, #""$(printf 'a.%.0s' {1..5000})""#, "'..'", "''", "'*'", #"$'\xff\xfe'"#, "'a b'"] {
            let run = try Run("timeout 10 \(Run.program) lookup --from client --explain -- \(name)", input: Self.yaml)
            #expect([0, 64].contains(run.status), "\(name)")
            #expect(!run.output.contains("\u{1B}") && !run.messages.contains("\u{1B}"))
        }
    }
}
