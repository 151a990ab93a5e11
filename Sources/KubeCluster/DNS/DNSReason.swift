import KubeManifest

/// Why a DNS server answers as it does: which rule made the name, or did not.
package indirect enum DNSReason: Sendable {
    // Of the zone
    case zoneItself(String, type: String)
    case soaAtZone(String)
    case soa
    case notOfZone(label: String, zone: String)
    case noWholeAddress
    /// `svc` or `pod` alone.
    case objectsBelow(label: String, zone: String)
    case addressesOnly(zone: String)
    case nameServers, noNameServerService, serverAddresses
    case serverHasAddressesOnly(zone: String)
    case version, noTextButVersion, noText
    case transferRefused
    // Of a namespace
    case noNamespace(String), namespaceNotExposed(String), namespaceItself(String)
    /// `ns.pod` with nothing before it.
    case podNamespace(String)
    // Of a Service
    case noService(String, namespace: String)
    case tooManyLabels
    case emptyService(ObjectReference)
    case noEndpointNames
    case virtualIP(ObjectReference), headless(ObjectReference), endpoint(ObjectReference), namedPort(ObjectReference)
    case noType(String, DNSReason)
    case headlessWithoutEndpoints(ObjectReference)
    /// - Parameter count: of all ready endpoints, of which the first have these labels.
    case noSuchEndpoint(ObjectReference, label: String, first: [String], count: Int)
    case noSuchPort(ObjectReference, label: String, ports: [String])
    case noEndpointInZone(String)
    // Of an alias
    case alias(ObjectReference, String)
    case belowAlias(ObjectReference), aliasOfNothing(ObjectReference), aliasIsAddress(String), aliasHasOnlyCNAME
    case aliasesInCircle(limit: Int)
    case aliasWithout(ObjectReference, String, type: String, DNSReason)
    // Of a Pod's address
    case podNamesDisabled
    case noDashedAddress(String)
    case podAddress(ObjectReference), addressInName
    case noVerifiedPod(namespace: String, String)
    case otherFamily(String, type: String)
    // Of an address
    case nameOf(IPAddress), addressWithoutName(IPAddress)
    // Elsewhere
    case statedOutside(String), unstatedOutside(String)
    case otherServer(String, DNSReason), noServer(DNSReason)
    case hostsFile
    case noQuestionHolds
}
