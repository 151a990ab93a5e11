import KubeCluster
import KubeManifest

/// What DNS is asked on a path, and what it answers.
extension English {
    static func name(_ event: NameEvent) -> Sentence {
        switch event {
        case .hostsFile(let client, let name, let addresses):
            return "\(who(client)) finds \(name) in its own /etc/hosts (\(list(addresses.map { "\(address: $0)" }))) and asks nobody."
        case .question(let client, let server, let name, let walk):
            return "\(who(client)) asks \(self.server(server)) for \(name).\(walk.map { " \(self.walk($0))" } ?? "")"
        case .questionRefused(let policies): return "But the question does not get there: \(self.policies(policies))"
        case .questionUnknown(let policies): return self.policies(policies)
        case .answer(let addresses, let why): return "The answer is \(self.addresses(addresses)): \(self.why(why))."
        case .outside(let name, let object, let target):
            let there: Sentence = object.map { " \($0) takes this host: podpath trace outside \(target) follows it from there." } ?? ""
            return
                "\(name) is no name of this cluster. Other DNS servers answer it, with addresses that no manifest states.\(there)"
        case .noAnswer(let why, let nearest):
            return "No answer: \(self.why(why)). There is no address to connect to.\(nearest.map { " Nearest: \($0)." } ?? "")"
        case .alias(let name, let addresses):
            let known: Sentence = addresses.isEmpty ? "" : ", with the address \(self.addresses(addresses))"
            return
                "The answer is an alias (CNAME): \(name)\(known). An ExternalName Service is only another name; no address or port of its own stands in between, and a server that is asked over HTTP or TLS sees the name that the client wrote."
        }
    }

    private static func server(_ server: NameEvent.Server) -> Sentence {
        switch server {
        case .cluster(let address): "the cluster's DNS, \(address: .stated(address)),"
        case .other(let address): "the nameserver \(address: .stated(address))"
        case .ofNode: "the node's nameserver"
        }
    }

    private static func walk(_ walk: NameEvent.Walk) -> String {
        switch walk {
        case .asItIs: "That name is asked for as it is."
        case .firstDomain(let name): "The first domain of its search list makes that \(name), which is answered."
        case .after(let misses, let name):
            "Its search list makes that \(list(misses)), which \(misses.count == 1 ? "does" : "do") not exist, and then \(name), which is answered."
        case .noneAnswered(let names): "Its search list makes that \(list(names)); none is answered."
        case .missesFirst(let misses):
            "Its search list makes that \(list(misses)) first, which \(misses.count == 1 ? "does" : "do") not exist."
        }
    }
}
