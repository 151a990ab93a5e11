import KubeCluster
import KubeManifest

/// A connection on its way, hop by hop.
extension English {
    /// A hop's few words, `:80`, `~10.244.0.7:9376`, `refused by policy web`, with what is an address or a port in them.
    static func label(_ text: String) -> Sentence {
        joined(text.split(separator: " ", omittingEmptySubsequences: false).map { place(in: $0) ?? Sentence(String($0)) }, " ")
    }

    /// An address, a port, or both, with the sign of an example; nil where it is neither.
    private static func place(in word: Substring) -> Sentence? {
        let isExample = word.first == "~" || word.hasPrefix("[~")
        let bare = word.filter { !"~[]".contains($0) }
        let assigned = { (text: String) in Assigned(value: text, isIllustrative: isExample) }
        if IPAddress(bare) != nil { return Sentence(.address(assigned(bare))) }
        guard let colon = bare.lastIndex(of: ":") else { return nil }
        let host = String(bare[..<colon]), port = String(bare[bare.index(after: colon)...])
        guard port.first?.isNumber ?? false, host.isEmpty || IPAddress(host) != nil else { return nil }
        if host.isEmpty { return Sentence(.port(lead: ":", assigned(port))) }
        return Sentence([.address(assigned(host)), .port(lead: ":", .stated(port))])
    }
}
