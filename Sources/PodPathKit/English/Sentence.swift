import KubeCluster
import KubeManifest

/// Text as a list of runs: each knows what it is, so that nothing has to be found again by searching in finished text.
///
/// A sentence is written as a string is, `"\(pod) connects to \(address: address)"`. `description` is what it reads as: two sentences
/// that read alike are equal.
package struct Sentence: Sendable {
    package enum Run: Hashable, Sendable {
        case words(String)
        /// As a manifest writes it: a field's path, a label, a value.
        case code(String)
        /// Of an object, a host, a container; an example where a cluster would make up another one.
        case name(Assigned<String>)
        /// `Service shop/web`
        case object(ObjectReference)
        /// An IP address, a host's name in its place, or a name that is made of one.
        case address(Assigned<String>)
        /// With the words that go with it: `port 80`, `:80`, `nodePort ~30080/UDP`.
        case port(lead: String, Assigned<String>)
        /// A word of the glossary, as it stands in the sentence.
        case term(Term, String)
        /// The sentence itself says what the word means. Reads as nothing.
        case explanation(Term)
    }

    package private(set) var runs: [Run] = []

    package init() {}
    package init(_ words: String) { append(.words(words)) }
    package init(_ run: Run) { append(run) }
    package init(_ runs: [Run]) { for run in runs { append(run) } }

    /// Words after words are one run.
    package mutating func append(_ run: Run) {
        guard case .words(let text) = run else { return runs.append(run) }
        if text.isEmpty { return }
        if case .words(let before)? = runs.last {
            runs[runs.count - 1] = .words(before + text)
        } else {
            runs.append(run)
        }
    }

    package var isEmpty: Bool { runs.isEmpty }

    package static func + (left: Sentence, right: Sentence) -> Sentence { Sentence(left.runs + right.runs) }
    package static func += (left: inout Sentence, right: Sentence) { for run in right.runs { left.append(run) } }
}

extension Sentence: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self.init(value) }
    package init(stringInterpolation: Interpolation) { self = stringInterpolation.sentence }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate(set) var sentence = Sentence()

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { sentence.append(.words(literal)) }
        package mutating func appendInterpolation(_ words: String) { sentence.append(.words(words)) }
        package mutating func appendInterpolation(_ words: Substring) { sentence.append(.words(String(words))) }
        package mutating func appendInterpolation(_ number: some BinaryInteger) { sentence.append(.words(String(number))) }
        package mutating func appendInterpolation(_ part: Sentence) { sentence += part }
        package mutating func appendInterpolation(_ object: ObjectReference) { sentence.append(.object(object)) }
        /// The name of a Pod, which may be an example.
        package mutating func appendInterpolation(_ pod: ClusterPod) { sentence.append(.name(pod.assignedName)) }
        package mutating func appendInterpolation(_ service: ClusterService) { sentence.append(.name(.stated(service.name))) }
        package mutating func appendInterpolation(code: String) { sentence.append(.code(code)) }
        package mutating func appendInterpolation(name: String) { sentence.append(.name(.stated(name))) }
        package mutating func appendInterpolation(name: Assigned<String>) { sentence.append(.name(name)) }
        package mutating func appendInterpolation(_ address: AssignedAddress) { sentence.append(.address(address.map(\.description))) }
        package mutating func appendInterpolation(_ address: IPAddress) { sentence.append(.address(.stated(address.description))) }
        package mutating func appendInterpolation(address: Assigned<String>) { sentence.append(.address(address)) }
        package mutating func appendInterpolation(_ lead: String = "", port: String) { sentence.append(.port(lead: lead, .stated(port))) }
        package mutating func appendInterpolation(_ lead: String = "", port: Int) {
            sentence.append(.port(lead: lead, .stated(String(port))))
        }
        package mutating func appendInterpolation(term: Term, _ text: String) { sentence.append(.term(term, text)) }
        package mutating func appendInterpolation(explains term: Term) { sentence.append(.explanation(term)) }
    }
}

extension Sentence: Hashable, CustomStringConvertible {
    package static func == (left: Sentence, right: Sentence) -> Bool { left.plain == right.plain }
    package func hash(into hasher: inout Hasher) { hasher.combine(plain) }
    package var description: String { plain }
}
