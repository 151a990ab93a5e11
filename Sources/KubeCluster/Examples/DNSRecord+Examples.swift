import KubeManifest

/// Name and data as people read them, with `~` before what rests on an example (R71).
extension DNSRecord {
    package var shownName: String { name.marked(asExample: isIllustrative && nameIsExample) }

    /// Of an SRV record, the target alone can be an example.
    package var shownData: String {
        guard type == .srv, let blank = data.lastIndex(of: " ") else { return data.marked(asExample: isIllustrative && type != .ptr) }
        return data[...blank] + String(data[data.index(after: blank)...]).marked(asExample: isIllustrative)
    }

    /// The name is made of the address: that of a reverse record, and that of an endpoint or a Pod without a hostname.
    private var nameIsExample: Bool {
        type == .ptr || (type == .a || type == .aaaa) && name.prefix { $0 != "." } == IPAddress.dashed(data)
    }
}
