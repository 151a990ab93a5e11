/// The Markdown templates, embedded in the binary so that nothing is searched for at run time.
package enum Templates {
    /// Each template by the name that others include it by.
    package static var all: [String: String] {
        [
            "page": text(PackageResources.page_mustache),
            "service": text(PackageResources.service_mustache),
            "figure": text(PackageResources.figure_mustache),
            "pods": text(PackageResources.pods_mustache),
            "names": text(PackageResources.names_mustache),
            "findings": text(PackageResources.findings_mustache),
        ]
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
