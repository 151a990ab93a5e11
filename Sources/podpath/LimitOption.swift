import ArgumentParser
import KubeManifest
import PodPathKit

extension Limits {
    /// The limits that `--limit NAME=VALUE` asks for; the last of one name counts.
    /// - Throws: the list of all as a `CleanExit` for `help`; a `ValidationError` for what is no limit or no value of it.
    init(options: [String]) throws {
        self.init()
        for option in options {
            if option == "help" { throw CleanExit.message(Self.list) }
            let name = option.prefix { $0 != "=" }
            guard let limit = NamedLimit.all.first(where: { $0.name == name }) else {
                let nearest = Spelling.nearest(to: String(name), among: NamedLimit.all.map(\.name)).map { " Did you mean \($0)?" } ?? ""
                throw ValidationError("--limit: there is no limit \(Quoted(String(name))).\(nearest) --limit help lists them.")
            }
            guard let value = Int(option.dropFirst(name.count + 1)), limit.set(value, in: &self) else {
                throw ValidationError("--limit \(name)=VALUE takes \(limit.range), such as \(limit.name)=\(limit.standard).")
            }
        }
    }

    /// One line a limit: its name, its default, what it counts.
    private static var list: String {
        var table = TextTable(["LIMIT", "DEFAULT", "COUNTS"])
        for limit in NamedLimit.all { table.add([limit.name, String(limit.standard), limit.meaning]) }
        return String(table.text.dropLast())
    }
}
