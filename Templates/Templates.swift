/// The templates of the explanation and of the HTML pages, embedded in the binary so that nothing is searched for at run time.
package enum Templates {
    /// Each template by the name that others include it by; `NAME.html` is what `NAME` is in Markdown.
    package static var all: [String: String] {
        [
            "page": text(PackageResources.page_mustache),
            "service": text(PackageResources.service_mustache),
            "figure": text(PackageResources.figure_mustache),
            "pods": text(PackageResources.pods_mustache),
            "lessons": text(PackageResources.lessons_mustache),
            "names": text(PackageResources.names_mustache),
            "path": text(PackageResources.path_mustache),
            "policies": text(PackageResources.policies_mustache),
            "findings": text(PackageResources.findings_mustache),
            "page.html": text(PackageResources.page_html_mustache),
            "drawing.html": text(PackageResources.drawing_html_mustache),
            "head.html": text(PackageResources.head_html_mustache),
            "service.html": text(PackageResources.service_html_mustache),
            "figure.html": text(PackageResources.figure_html_mustache),
            "arrows.html": text(PackageResources.arrows_html_mustache),
            "boxes.html": text(PackageResources.boxes_html_mustache),
            "sentence.html": text(PackageResources.sentence_html_mustache),
            "lessons.html": text(PackageResources.lessons_html_mustache),
            "names.html": text(PackageResources.names_html_mustache),
            "path.html": text(PackageResources.path_html_mustache),
            "policies.html": text(PackageResources.policies_html_mustache),
            "findings.html": text(PackageResources.findings_html_mustache),
        ]
    }

    /// What a page's `<style>` and `<script>` hold. Its policy in `head.html` names the SHA-256 of each.
    package static var style: String { text(PackageResources.page_css) }
    package static var script: String { text(PackageResources.page_js) }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
