import KubeCluster

/// Who is configured to call whom, and whether it arrives.
extension English {
    /// As it is written, with the port that is meant: `cart:7070`.
    static func name(of call: Call) -> Sentence {
        guard let port = call.port, call.name == call.host || call.name == "\(call.host):\(port)" else { return "\(name: call.name)" }
        return "\(name: call.host)\(":", port: port)"
    }
}
