import PodPathKit

/// Reads the options of a block's `draw` into the command itself: most blocks are figures, and to have the argument parser read one costs
/// more than all else about a figure that is still true.
struct DrawWords {
    private typealias Text = any WritableKeyPath<DrawCommand, String?> & Sendable
    private typealias Texts = any WritableKeyPath<DrawCommand, [String]> & Sendable
    private typealias Flag = any WritableKeyPath<DrawCommand, Bool> & Sendable

    private static let texts: [String: Text] = [
        "focus": \.focus, "from": \.from, "name": \.name, "to": \.to, "title": \.title, "desc": \.desc, "alt": \.alt, "replace": \.replace,
        "old": \.old, "cluster": \.input.cluster, "cluster-domain": \.input.clusterDomain, "background": \.looks.background,
        "show": \.looks.show, "hide": \.looks.hide,
    ]
    private static let lists: [String: Texts] = ["figure": \.figure, "namespace": \.shown.namespace]
    private static let flags: [String: Flag] = [
        "legend": \.looks.legend, "no-key": \.looks.noKey, "animate": \.animate, "strict": \.input.strict,
    ]

    /// As the command line without a word gives it.
    nonisolated(unsafe) private static let standard = try? DrawCommand.parse([])

    /// - Parameter arguments: `--name=value`, `--flag`, and behind `--` the inputs.
    /// - Returns: nil where a word is none of these, or a value is none that the option takes.
    static func command(_ arguments: [String]) -> DrawCommand? {
        guard var command = standard else { return nil }
        for (position, argument) in arguments.enumerated() {
            if argument == "--" {
                command.input.inputs = Array(arguments[(position + 1)...])
                break
            }
            guard set(argument, in: &command) else { return nil }
        }
        do {
            try command.input.validate()
            try command.looks.validate()
            try command.output.validate()
            try command.validate()
            return command
        } catch {
            return nil
        }
    }

    private static func set(_ argument: String, in command: inout DrawCommand) -> Bool {
        guard argument.hasPrefix("--") else { return false }
        let word = argument.dropFirst(2), name = String(word.prefix { $0 != "=" })
        guard let equals = word.firstIndex(of: "=") else {
            guard let flag = flags[name] else { return false }
            command[keyPath: flag] = true
            return true
        }
        let value = String(word[word.index(after: equals)...])
        if let text = texts[name] {
            command[keyPath: text] = value
        } else if let list = lists[name] {
            command[keyPath: list].append(value)
        } else {
            return setOther(name, value, in: &command)
        }
        return true
    }

    private static func setOther(_ name: String, _ value: String, in command: inout DrawCommand) -> Bool {
        switch name {
        case "default-namespace": command.input.defaultNamespace = value
        case "theme":
            guard let theme = FigureLook.Theme(rawValue: value) else { return false }
            command.looks.theme = theme
        case "direction":
            guard let direction = FigureLook.Direction(rawValue: value) else { return false }
            command.looks.direction = direction
        case "max-pods":
            guard let number = Int(value) else { return false }
            command.looks.maxPods = number
        case "width":
            guard let number = Int(value) else { return false }
            command.looks.width = number
        default: return false
        }
        return true
    }
}
