import KubeCluster
import KubeManifest

/// Why a DNS server answers as it does: a clause without a full stop.
extension English {
    static func why(_ reason: DNSReason) -> Sentence {
        switch reason {
        case .zoneItself(let zone, let type): "\(zone) is the zone itself; it has no \(type) record"
        case .soaAtZone(let zone): "the zone's own record stands at \(zone) alone"
        case .soa: "the zone's own record"
        case .notOfZone(let label, let zone): "names in \(zone) end in .svc.\(zone) or .pod.\(zone); \(label).\(zone) is neither"
        case .noWholeAddress: "this is no whole address, or an address that was asked for something else than its name"
        case .objectsBelow(let label, let zone):
            "\(label).\(zone) is where \(label == "svc" ? "Services" : "Pods' addresses") are named; it has no record itself"
        case .addressesOnly(let zone): "\(zone) holds names of addresses only"
        case .nameServers: "the Services that lead to the DNS server"
        case .noNameServerService: "the DNS server's address is in a slice whose Service was not found"
        case .serverAddresses: "the DNS server's own addresses"
        case .serverHasAddressesOnly(let zone): "ns.dns.\(zone) has addresses only, those of the DNS server"
        case .version: "the version of the specification that the server follows"
        case .noTextButVersion: "no name of this zone but dns-version has a text"
        case .noText: "the name exists, but has no TXT record"
        case .transferRefused: "a transfer of the zone is refused as a question"
        case .noNamespace(let namespace): "namespace \(namespace) was not found in these manifests"
        case .namespaceNotExposed(let namespace): "the DNS server does not expose namespace \(namespace)"
        case .namespaceItself(let namespace): "\(namespace) is a namespace, not a Service; it has no record itself"
        case .podNamespace(let namespace): "\(namespace) is a namespace; it has no record itself"
        case .noService(let name, let namespace): "no Service \(name) was found in namespace \(namespace)"
        case .tooManyLabels: "more labels stand before the Service than any of its names has"
        case .emptyService(let service):
            "\(service) has no ready endpoint, and the DNS server leaves out empty Services (ignore empty_service)"
        case .noEndpointNames: "the DNS server has no names for endpoints (noendpoints)"
        case .virtualIP(let service): "the virtual IP of \(service)"
        case .headless(let service): "\(service) is headless: its name stands for the ready Pods themselves"
        case .endpoint(let service): "an endpoint of \(service), by its hostname or its address with dashes"
        case .namedPort(let service): "a named port of \(service)"
        case .noType(let type, let reason): "the name exists, but has no \(type) record: \(why(reason))"
        case .headlessWithoutEndpoints(let service): "\(service) is headless and has no ready endpoint, so its name does not exist"
        case .noSuchEndpoint(let service, let label, let first, let count):
            "no ready endpoint of \(service) is named \(label); it has \(first.isEmpty ? "none" : first.joined(separator: ", "))\(count > first.count ? " …" : "")"
        case .noSuchPort(let service, let label, let ports):
            "\(service) has no port \(label); \(ports.isEmpty ? "none of its ports has a name" : "it has \(ports.joined(separator: ", "))")"
        case .noEndpointInZone(let zone): "no ready endpoint is in zone \(zone)"
        case .alias(let service, let name): "\(service) is an alias for \(name) (ExternalName)"
        case .belowAlias(let service): "\(service) is an alias (ExternalName); no names stand below it"
        case .aliasOfNothing(let service): "\(service) names no externalName"
        case .aliasIsAddress(let text): "externalName \(text) is an address, not a name; it is not resolved"
        case .aliasHasOnlyCNAME: "an alias (ExternalName) has a CNAME record only"
        case .aliasesInCircle(let limit): "the aliases lead in a circle, or through more than \(limit) names"
        case .aliasWithout(let service, let name, let type, let reason):
            "\(service) is an alias for \(name), which has no \(type) record: \(why(reason))"
        case .podNamesDisabled: "the DNS server answers no names of Pods' addresses (pods disabled)"
        case .noDashedAddress(let label): "\(label) is no address with dashes, and only addresses stand under .pod; Pods' names never do"
        case .podAddress(let pod): "the address of \(pod), written with dashes"
        case .addressInName: "the address in the name itself; with pods insecure no Pod needs to have it"
        case .noVerifiedPod(let namespace, let text): "no Pod of namespace \(namespace) has the address \(text) (pods verified)"
        case .otherFamily(let text, let type): "\(text) is an \(type) record"
        case .nameOf(let address): "the name of what has the address \(address)"
        case .addressWithoutName(let address):
            "\(address) is neither a Service's virtual IP nor a ready endpoint of one in these manifests; Pods outside of any Service have no name"
        case .statedOutside(let name): "\(name) is outside the cluster; the cluster facts state this answer"
        case .unstatedOutside(let name):
            "\(name) is outside the cluster, where these manifests cannot look; the cluster facts state no answer (upstream), so none is assumed"
        case .otherServer(let address, let reason): "\(address) is asked, which is not the cluster's DNS: \(why(reason))"
        case .noServer(let reason):
            "the Pod has no nameserver that these manifests or the cluster facts state (node.resolvConf): \(why(reason))"
        case .hostsFile: "the Pod's own /etc/hosts has the name; no question is sent"
        case .noQuestionHolds:
            "no question can hold the name: its labels have from 1 to 63 bytes each, and 253 together with the dots; the resolver sends none"
        }
    }

    /// Why an endpoint has its label.
    static func why(_ name: EndpointName) -> Sentence {
        switch name.source {
        case .hostname(let hostname): "its hostname is \(hostname)"
        case .podName: "the DNS server names endpoints by their Pods"
        case .address: "it has no hostname of its own, so its address with dashes is its name"
        }
    }
}

extension DNSResponse {
    /// A clause without a full stop.
    package var why: String { English.why(reason).plain }
}
