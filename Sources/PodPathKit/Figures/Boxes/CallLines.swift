import KubeCluster
import KubeManifest

/// A call as lines in its caller's box: the configured name and port, what names it, and why it does not arrive.
enum CallLines {
    /// - Parameters:
    ///   - isOwn: it calls the Service that it stands behind itself, and no arrow leaves the line.
    ///   - home: the caller's namespace.
    /// - Returns: the line that the arrow leaves.
    static func add(
        _ call: Call, _ arrival: CallArrival, isOwn: Bool, home: String, _ cluster: Cluster, to box: inout Figure.Element
    ) -> Int {
        let fails = !call.isFound || arrival.fails
        var runs = [Figure.Line.Run(nameWithoutPort(call), fails ? .refusedCode : .code)]
        if let port = shownPort(call) { runs.append(.init(":\(port)", fails ? .refusedCode : .code, part: .ports)) }
        let line = box.add(.init(runs, .call, right: isOwn && !fails ? nil : fails ? .refused : .joined))
        let namings = CallsWords.namings(call.namedBy)
        if !namings.isEmpty { box.add(.init(namings, .muted, .naming, isEssential: false)) }
        if let proxy = call.proxy { box.add(.init("asks the proxy \(proxy)", .muted, .reason, isEssential: false)) }
        if isOwn { box.add(.init("its own Service", .muted, .reason, isEssential: false)) }
        for reason in CallsWords.reasons(call, arrival, home: home, cluster: cluster) { box.add(.init(reason, .refused, .reason)) }
        return line
    }

    /// The address as it is written, without its port.
    private static func nameWithoutPort(_ call: Call) -> String {
        guard let port = call.port, call.name.hasSuffix(":\(port)") else { return call.name }
        return String(call.name.dropLast("\(port)".count + 1))
    }

    private static func shownPort(_ call: Call) -> String? {
        if let port = call.port, call.name.hasSuffix(":\(port)") || call.portIsAssumed || !call.name.contains(":") { return String(port) }
        return nil
    }
}

extension [Call] {
    /// As the manifests have them.
    var inOrderOfText: [Call] {
        enumerated().sorted { one, other in
            let (a, b) = (one.element.because.first?.location, other.element.because.first?.location)
            return (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, one.offset) < (b?.file ?? "", b?.line ?? 0, b?.column ?? 0, other.offset)
        }.map(\.element)
    }
}
