import KubeManifest

/// Which part of a record is an example, because it rests on an address that no manifest states (R71).
extension DNSRecord {
    /// Reverse records, and endpoints and Pods without a hostname, have names that are made of the address.
    package var assignedName: Assigned<String> {
        let isMade = type == .ptr || (type == .a || type == .aaaa) && name.prefix { $0 != "." } == IPAddress.dashed(data)
        return Assigned(value: name, isIllustrative: isIllustrative && isMade)
    }

    /// Of an SRV record the target alone can be an example; what a reverse record leads to is stated.
    package var assignedData: (lead: String, end: Assigned<String>) {
        guard type == .srv, let blank = data.lastIndex(of: " ") else {
            return ("", Assigned(value: data, isIllustrative: isIllustrative && type != .ptr))
        }
        return (String(data[...blank]), Assigned(value: String(data[data.index(after: blank)...]), isIllustrative: isIllustrative))
    }

    /// The data as people read it.
    var shownData: String { assignedData.lead + assignedData.end.text }
}
