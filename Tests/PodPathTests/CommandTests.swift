import Foundation
import TestSupport
import Testing

@testable import PodPathKit

@Suite("The command as its users call it (docs/interface.md)")
struct CommandTests {
    static let good = Manifest.workload("Deployment", "web") + Manifest.service(ports: "{port: 80, targetPort: http}")
    static let warning = Manifest.service()
    static let error = Manifest.service(ports: "{port: 99999}")

    @Test("Standard input is read where no input is named, and stdout carries the output alone")
    func pipe() throws {
        let run = try Run("cat | podpath draw -f dot", input: Self.warning)
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("digraph {"))
        #expect(run.messages.contains("selector-matches-nothing"))
        #expect(try Run("podpath draw - | head -c 4", input: Self.good).output == "<svg")
        #expect(try Run("podpath draw -f svg -o /dev/stdout | head -c 4", input: Self.good).output == "<svg", "a link to a pipe")
    }

    @Test(
        "Exit codes",
        arguments: [
            ("podpath check", good, 0), ("podpath check", warning, 0), ("podpath check --strict", warning, 1), ("podpath check", error, 1),
            ("podpath draw", error, 1), ("podpath draw no-such-file.yaml", "", 2), ("podpath draw -o /no/such/folder/a.svg", good, 2),
            ("podpath draw --no-such-option", good, 64), ("podpath draw -f gif", good, 64), ("podpath draw -o a.svg -f png", good, 64),
            ("podpath draw --figure nothing", good, 64), ("podpath nothing", good, 64), ("podpath --version", "", 0),
            ("podpath --help", "", 0),
            ("podpath figures", "", 0), ("podpath inspect", good, 0), ("podpath explain", good, 0),
            ("podpath explain -f html", good, 0), ("podpath draw -f html", good, 0), ("podpath explain -o a.txt", good, 64),
            ("podpath explain -o a.html -f md", good, 64),
        ])
    func exitCodes(line: String, input: String, status: Int32) throws {
        #expect(try Run(line, input: input).status == status)
    }

    @Test("A full disk and a pipe that nobody reads are failures, not silence; nothing crashes")
    func fullAndClosed() throws {
        let full = try Run("podpath draw > /dev/full", input: Self.good)
        #expect(full.status == 2)
        #expect(full.messages.contains("No space left on device"))
        #expect(try Run("podpath explain samples/shop | { exec <&-; sleep 1; }; echo ${PIPESTATUS[0]}").output == "2\n")
    }

    @Test("A limited file size leaves the older file whole")
    func fileSizeLimit() throws {
        let scratch = try Scratch()
        let folder = scratch.path
        let run = try Run(
            "echo old > '\(folder)/a.svg'; ulimit -f 1; podpath draw samples/shop -o '\(folder)/a.svg'; status=$?; cat '\(folder)/a.svg'; ls -A '\(folder)'; exit $status"
        )
        #expect(run.status == 2)
        #expect(run.output == "old\na.svg\n")
    }

    @Test("--check tells a stale file from a fresh one")
    func check() throws {
        let scratch = try Scratch()
        let folder = scratch.path
        let fresh = try Run(
            "podpath draw samples/my-service -o '\(folder)/' && podpath draw --check samples/my-service -o '\(folder)/'; echo $?; echo >> '\(folder)/overview.svg'; podpath draw --check samples/my-service -o '\(folder)/'; echo $?"
        )
        #expect(fresh.output == "0\n1\n")
        #expect(fresh.messages.contains("is stale"))
    }

    @Test("--check: another Graphviz's coordinates and a checkout with CR LF make no figure and no text stale; a hand edit and a label do")
    func checkedMark() throws {
        let scratch = try Scratch()
        let folder = scratch.path
        func check(_ change: String) throws -> Int32 {
            let made =
                "podpath explain samples/my-service -o '\(folder)/e/'; podpath draw samples/my-service -o '\(folder)/a.svg'; cd '\(folder)'"
            return try Run(
                "\(made); \(change); cd - >/dev/null; podpath explain --check samples/my-service -o '\(folder)/e/' && podpath draw --check samples/my-service -o '\(folder)/a.svg'"
            ).status
        }
        #expect(try check("true") == 0)
        #expect(try check("sed -i 's/$/\\r/' e/README.md e/*.svg a.svg") == 0)
        #expect(try check("sed -i 's/my-service/my-servlce/' a.svg") == 1)
        #expect(try check("sed -i 's/my-service/my-servlce/' e/README.md") == 1)
        #expect(try check("sed -i 's/data-podpath=\"[^\"]*\"//' a.svg") == 1)
        #expect(try check("rm e/README.md") == 1)
        // Drawn from other manifests: the file is whole, and shows something else.
        #expect(
            try check("cd - >/dev/null; sed s/MyApp/YourApp/ samples/my-service/*.yaml | podpath draw -o '\(folder)/a.svg'; cd '\(folder)'")
                == 1)
        #expect(try check("cd - >/dev/null; podpath draw samples/my-service --theme dark -o '\(folder)/a.svg'; cd '\(folder)'") == 1)
        // As a Graphviz with other fonts would place a box; its mark is that of the file.
        let moved = try Run("podpath draw samples/my-service").output.replacing("width=\"", with: "width=\"1")
        let graph = try #require(FigureMark(of: Array(moved.utf8))).graph
        let unmarked = moved.replacing(#/data-podpath="[^"]*" /#, with: "")
        try Data(FigureMark.marked(Array(unmarked.utf8), graph: graph)).write(to: URL(fileURLWithPath: folder + "/b.svg"))
        #expect(try Run("podpath draw --check samples/my-service -o '\(folder)/b.svg'").status == 0)
    }

    @Test("The same bytes under every locale, time zone and folder")
    func surroundings() throws {
        let reference = try Run("podpath draw --figure all -f json samples/shop; podpath explain samples/shop")
        for environment in [
            ["LANG": "C", "LC_ALL": "C"], ["LC_ALL": "tr_TR.UTF-8"], ["TZ": "Asia/Tokyo"],
            ["HOME": "/nonexistent", "FONTCONFIG_FILE": "/nonexistent"],
        ] {
            let run = try Run("podpath draw --figure all -f json samples/shop; podpath explain samples/shop", environment: environment)
            #expect(run.output == reference.output)
        }
        let svg = "podpath draw shop -o -"
        #expect(
            try Run(svg, in: Project.root + "/samples").output
                == Run(svg, in: Project.root + "/samples", environment: ["FONTCONFIG_FILE": "/nonexistent", "LC_ALL": "C"]).output)
    }

    @Test("Colour only where a person asked for it or sits there")
    func colour() throws {
        #expect(!(try Run("podpath draw -f dot", input: Self.warning).messages.contains("\u{1B}")))
        #expect(try Run("podpath draw -f dot --color always", input: Self.warning).messages.contains("\u{1B}[") == true)
    }

    @Test("An output that is an input is refused")
    func outputIsInput() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/pod.json"
        try Data("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"c\"}]}}".utf8)
            .write(to: URL(fileURLWithPath: path))
        let run = try Run("podpath draw '\(path)' -o '\(path)'; status=$?; head -c 5 '\(path)'; exit $status")
        #expect(run.status == 2)
        #expect(run.output == "{\"api")
    }

    @Test("An HTML page goes into the file with that ending, the same every time; into a folder as index.html")
    func pages() throws {
        let scratch = try Scratch()
        let run = try Run(
            """
            podpath explain -q -o '\(scratch.path)/a.html' - && podpath explain -q --check -o '\(scratch.path)/a.html' samples/shop && exit 9
            podpath explain -q -f html -o '\(scratch.path)/pages/' samples/shop && cd '\(scratch.path)' && head -c 15 a.html && ls pages
            """, input: Self.good)
        #expect(run.output == "<!DOCTYPE html>index.html\n")
    }

    @Test("Every command's help shows an example")
    func help() throws {
        for command in ["", "draw", "explain", "inspect", "check", "records", "lookup", "trace"] {
            #expect(try Run("podpath \(command) --help").output.contains("EXAMPLES"))
        }
    }

    @Test(
        "Every report goes into a file: its ending or -f decides the format, --check finds it stale",
        arguments: [
            ("check", "a.sarif", "-f sarif"), ("check", "x", "-f github"), ("inspect", "a.json", "-f json"), ("inspect", "a.txt", ""),
            ("calls", "a.csv", "-f csv"), ("connections", "a.md", "-f md"), ("records", "a.zone", "-f zone"),
            ("lookup catalog", "a.json", "-f json"), ("trace storefront catalog:80", "a.md", "-f md"),
        ])
    func reports(command: String, file: String, option: String) throws {
        let scratch = try Scratch()
        let input = "'\(Project.root)/samples/shop' --color never"
        let form = file.contains(".") ? "" : option
        let run = try Run(
            """
            podpath \(command) \(input) \(option) > printed; podpath \(command) \(input) -o \(file) \(form) && cmp printed \(file) &&
            podpath \(command) \(input) -o \(file) \(form) --check && echo x >> \(file) && ! podpath \(command) \(input) -o \(file) \(form) --check
            """, in: scratch.path)
        #expect(run.status == 0, "\(run.messages)")
        #expect(run.messages.contains("is stale"))
    }

    @Test("A path without an ending that is there is no folder to come; a report never becomes one")
    func notAFolder() throws {
        let full = try Run("podpath draw -q -o /dev/full", input: Self.good)
        #expect(full.status == 2 && full.messages.contains("No space left on device"))
        let folder = try Run("podpath inspect -q -o /", input: Self.good)
        #expect(folder.status == 2 && folder.messages.contains("it is a folder"))
        #expect(try Run("podpath inspect -o a.gif", input: Self.good).status == 64)
    }

    @Test("No report overwrites an input, neither the older nor the newer")
    func inputsStay() throws {
        let scratch = try Scratch()
        let run = try Run(
            """
            cat > a.yaml; cp a.yaml b.yaml; for file in a.yaml b.yaml; do
            podpath connections -q --diff a.yaml b.yaml -f text -o $file; podpath compare -q a.yaml b.yaml -f text -o $file; done; cmp a.yaml b.yaml && head -c 10 a.yaml
            """, input: Self.good, in: scratch.path)
        #expect(run.output == String(Self.good.prefix(10)))
    }
}
