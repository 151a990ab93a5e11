import Foundation
import TestSupport
import Testing

@Suite("Looks and steps as their users ask for them (docs/interface.md)")
struct LookCommandTests {
    static let yaml = Manifest.workload("Deployment", "web", spec: "replicas: 9") + Manifest.service(ports: "{port: 80, targetPort: http}")

    @Test(
        "Exit codes",
        arguments: [
            ("--theme dark", 0), ("--theme pink", 64), ("--background none", 0), ("--background '#fff'", 0), ("--background 'red;'", 64),
            ("--background 'javascript:x'", 64), ("--direction TB", 0), ("--direction RL", 64), ("--legend", 0), ("--hide ips,labels", 0),
            ("--hide ips,", 64), ("--hide pods", 64), ("--show ports", 0), ("--show ports --hide ips", 64), ("--max-pods 0", 64),
            ("--max-pods 9 --figure service", 0), ("--width 800", 0), ("--width 9", 64), ("--width 1e9", 64), ("--width 800 -f png", 0),
            ("--title x --desc y --alt z", 0), ("--frames", 64), ("--animate", 0), ("--animate -f png", 64),
            ("--animate --frames -o x/", 64),
            ("--theme print -f pdf", 0), ("--theme dark -f mermaid", 0), ("--background navy -f dot", 0),
        ])
    func exitCodes(options: String, status: Int32) throws {
        let run = try Run("podpath draw \(options)", input: Self.yaml)
        #expect(run.status == status, "\(options): \(run.messages)")
    }

    @Test("A near miss is named")
    func nearMiss() throws {
        #expect(try Run("podpath draw --background navvy", input: Self.yaml).messages.contains("Did you mean navy?"))
        #expect(try Run("podpath draw --hide lables", input: Self.yaml).messages.contains("Did you mean labels?"))
        #expect(try Run("podpath explain --alt nothing=x samples/my-service").messages.contains("no figure"))
    }

    @Test("Frames go into a folder, one file a step; --check knows them")
    func frames() throws {
        let scratch = try Scratch()
        let line = "podpath draw --figure dns-lookup --frames samples/frontend-backend -o '\(scratch.path)/'"
        let run = try Run("\(line) && ls '\(scratch.path)' && \(line) --check")
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n") == (1...5).map { "dns-lookup-step-\($0).svg" })
    }

    @Test("Words for one figure are not given to several")
    func words() throws {
        let scratch = try Scratch()
        #expect(try Run("podpath draw --figure all --alt x samples/shop -o '\(scratch.path)/'").status == 64)
    }

    @Test("--max-pods shows so many Pods one by one")
    func maxPods() throws {
        let count = { (number: Int) in
            try Run("podpath draw --figure service --max-pods \(number) -f json | grep -c '\"role\": *\"pod\"'", input: Self.yaml).output
        }
        #expect(try count(9) == "9\n")
        #expect(try count(3) != "9\n")
    }

    @Test("A ground on which nothing is read well is said")
    func contrast() throws {
        #expect(try Run("podpath draw --background grey", input: Self.yaml).messages.contains("contrast"))
        #expect(!(try Run("podpath draw --background ivory", input: Self.yaml).messages.contains("contrast")))
    }
}
