import KubeManifest

extension Figure {
    /// One line of a box: runs of text that follow one another, and the marks at its ends, where arrows leave and arrive.
    package struct Line: Sendable, Hashable {
        package enum Style: Sendable {
            case words, muted, strong, code, mutedCode
            /// What is true of a Service: `to api-v2 only`.
            case service
            /// What does not arrive, and why.
            case refused, refusedStrong, refusedCode
        }

        /// A text in one font.
        package struct Run: Sendable, Hashable {
            package var text: String
            package let style: Style
            /// The part of figures that it belongs to, which can be hidden.
            package var part: FigureLook.Part?

            package init(_ text: String, _ style: Style = .words, part: FigureLook.Part? = nil) {
                (self.text, self.style, self.part) = (text, style, part)
            }
        }

        package enum Mark: Sendable {
            /// An arrow leaves here, or something leads here.
            case joined
            /// Nothing leads here.
            case open
            /// What leaves here does not arrive.
            case refused
        }

        package enum Role: String, Sendable {
            case plain
            /// A call: the configured name and port.
            case call
            /// What names the address of the call above it.
            case naming
            /// Why the call above it does not arrive, or where it leads.
            case reason
            /// The heading of a section.
            case heading
            /// A label in a frame of its own: one that a selector asks for, and another.
            case label, otherLabel
        }

        package var role = Role.plain
        package var runs: [Run]
        /// At the left edge of the box.
        package var left: Mark?
        /// At the right edge.
        package var right: Mark?
        /// A rule stands above it.
        package var startsSection = false
        /// Said by a compact figure, too.
        package var isEssential = true

        package init(
            _ runs: [Run], _ role: Role = .plain, left: Mark? = nil, right: Mark? = nil, startsSection: Bool = false,
            isEssential: Bool = true
        ) {
            (self.runs, self.role, self.left, self.right) = (runs, role, left, right)
            (self.startsSection, self.isEssential) = (startsSection, isEssential)
        }

        package init(
            _ text: String, _ style: Style = .words, _ role: Role = .plain, startsSection: Bool = false, isEssential: Bool = true
        ) {
            self.init([Run(text, style)], role, startsSection: startsSection, isEssential: isEssential)
        }

        /// Its words.
        package var text: String { runs.map(\.text).joined() }
    }
}

extension Figure.Element {
    /// Adds a line, and says where it stands.
    @discardableResult
    mutating func add(_ line: Figure.Line) -> Int {
        lines.append(line)
        return lines.count - 1
    }

    /// Adds labels; `wanted` are those that a selector asks for.
    mutating func add(labels: [Label], wanted: [Label]) {
        for label in labels {
            add(.init([.init(label.text, .code, part: .labels)], wanted.contains(label) ? .label : .otherLabel))
        }
    }

    /// Takes what is hidden out of the lines; the new place of each line, nil for one that is gone.
    mutating func hide(_ hidden: Set<FigureLook.Part>) -> [Int?] {
        var kept: [Figure.Line] = []
        var places: [Int?] = []
        for var line in lines {
            let all = line.runs.count
            line.runs.removeAll { run in run.part.map(hidden.contains) ?? false }
            let isGone = line.runs.count < all && line.runs.allSatisfy { $0.text.allSatisfy { $0 == " " } }
            places.append(isGone ? nil : kept.count)
            if !isGone { kept.append(line) }
        }
        lines = kept
        return places
    }
}
