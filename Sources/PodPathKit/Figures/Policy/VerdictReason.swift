import KubeCluster
import KubeManifest

/// Why a connection is allowed or refused, in short: the policy and rule of each side.
struct VerdictReason {
    /// For the arrow: the policy that decides.
    let label: String?
    let sentence: String
    let because: [Evidence]

    init(_ reasons: (egress: [PolicyPiece], ingress: [PolicyPiece]), _ ports: PortSet) {
        var parts: [String] = []
        var evidence: [Evidence] = []
        var label: String?
        for (direction, pieces) in [(TrafficDirection.ingress, reasons.ingress), (.egress, reasons.egress)] {
            // What is allowed is told by the rules that allow it; what is refused by those who refuse all of it.
            let deciding = ports.isEmpty ? (pieces.contains { $0.isAllowed } ? [] : pieces) : pieces.filter(\.isAllowed)
            for piece in deciding where !piece.policies.isEmpty {
                let place = piece.because.first.map { " (\($0.location.file):\($0.location.line))" } ?? ""
                let who = English.list(piece.policies.prefix(3).map(\.description)) + (piece.policies.count > 3 ? " and more" : "")
                if let rule = piece.rule {
                    parts.append("\(who), \(direction.field) rule \(rule + 1)\(place)")
                    label = label ?? "\(piece.policies[0].name), rule \(rule + 1)"
                } else if piece.isAllowed {
                    parts.append("no rule of \(who) speaks of it\(place)")
                } else {
                    parts.append("no \(direction.field) rule of \(who.replacing(" and ", with: " or ")) allows it\(place)")
                    let names = piece.policies.map(\.name)
                    label = label ?? (names.count < 3 ? names.joined(separator: ", ") : "\(names[0]) + \(names.count - 1) more")
                }
                evidence += piece.because.prefix(1)
            }
        }
        if parts.isEmpty, ports.isEmpty {
            // Each side lets something through, but nothing in common.
            parts = ["what \(Self.names(reasons.egress)) lets out, \(Self.names(reasons.ingress)) does not let in"]
        }
        self.label = label
        sentence = parts.isEmpty ? "no policy found in these manifests forbids it" : parts.joined(separator: "; ")
        because = evidence
    }

    private static func names(_ pieces: [PolicyPiece]) -> String {
        var names: [String] = []
        for name in pieces.flatMap(\.policies).map(\.description) where !names.contains(name) { names.append(name) }
        return names.isEmpty ? "the other side" : English.list(Array(names.prefix(3)))
    }
}
