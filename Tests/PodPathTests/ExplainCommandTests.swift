import TestSupport
import Testing

@Suite("podpath explain and podpath glossary on the command line")
struct ExplainCommandTests {
    @Test("Into a folder: a file that podpath did not write stays, exit 2 with the remedy; its own is written anew; --force writes over")
    func foreign() throws {
        let scratch = try Scratch(), folder = scratch.path
        let explain = "podpath explain -q samples/my-service -o '\(folder)/'"
        #expect(try Run(explain).status == 0 && Run(explain + " --level brief").status == 0)
        #expect(try Run("\(explain) -f html; \(explain) -f html --level brief").status == 0)
        for name in ["README.md", "overview.svg"] {
            #expect(try Run("rm '\(folder)'/*; printf '# mine' > '\(folder)/\(name)'").status == 0)
            let run = try Run(explain)
            #expect(run.status == 2 && run.messages.contains(name) && run.messages.contains("--force"))
            #expect(try Run("ls '\(folder)'; cat '\(folder)/\(name)'").output == "\(name)\n# mine", "nothing else is written either")
            #expect(try Run(explain + " --force").status == 0)
            #expect(try Run(explain).status == 0)
        }
    }

    @Test("Parts: an unknown name is an error with the nearest, and so is a name that stands there twice; levels are three")
    func parts() throws {
        let run = try Run("podpath explain --sections findings,serivces samples/my-service")
        #expect(run.status == 64 && run.messages.contains("Did you mean services?"))
        #expect(try Run("podpath explain --sections calls,calls samples/my-service").status == 64)
        #expect(try Run("podpath explain --level short samples/my-service").status == 64)
        #expect(try Run("podpath explain -q --sections calls samples/my-service").output.contains("## Who calls whom"))
    }

    @Test("glossary: one word, the nearest on a miss")
    func glossary() throws {
        #expect(try Run("podpath glossary nodeport").output.hasPrefix("NodePort  The type of a Service"))
        let miss = try Run("podpath glossary nodport")
        #expect(miss.status == 64 && miss.messages.contains("Did you mean NodePort?"))
        #expect(try Run("podpath glossary -f json").output.contains("\"id\": \"endpoint-slice\""))
    }
}
