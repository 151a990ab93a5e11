import KubeCluster
import SafeText

/// The file that a Pod's resolver reads, alone.
package struct ResolvConfReport {
    private let conf: ResolvConf

    package init(_ conf: ResolvConf) { self.conf = conf }

    package func text(_ format: LookupReport.Format) -> String {
        switch format {
        case .text: conf.text
        case .json: JSONValue.object(["schema": .string("podpath/v1"), "resolvConf": object]).text
        case .md: conf.text.split(separator: "\n").map { "- \(MarkdownCode(String($0)).text)\n" }.joined()
        }
    }

    /// As it stands in the JSON of a lookup too.
    var object: JSONValue {
        let strings = { (list: [String]) in JSONValue.array(list.map { .string($0) }) }
        return .object([
            "nameservers": strings(conf.nameservers), "searches": strings(conf.searches), "options": strings(conf.options),
            "source": .string(conf.source.rawValue), "warnings": strings(conf.warnings),
        ])
    }
}
