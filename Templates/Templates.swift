/// The templates of the explanation and of the HTML pages, embedded in the binary so that nothing is searched for at run time.
package enum Templates {
    /// Each template by the name that others include it by; `NAME.html` is what `NAME` is in Markdown.
    package static var all: [String: String] {
        [
            "brief": text(PackageResources.brief_mustache),
            "full": text(PackageResources.full_mustache),
            "page": text(PackageResources.page_mustache),
            "standard": text(PackageResources.standard_mustache),
            "calls": text(PackageResources.calls_mustache),
            "entrances": text(PackageResources.entrances_mustache),
            "findings": text(PackageResources.findings_mustache),
            "glossary": text(PackageResources.glossary_mustache),
            "lessons": text(PackageResources.lessons_mustache),
            "names": text(PackageResources.names_mustache),
            "overview": text(PackageResources.overview_mustache),
            "path": text(PackageResources.path_mustache),
            "policies": text(PackageResources.policies_mustache),
            "routes": text(PackageResources.routes_mustache),
            "services": text(PackageResources.services_mustache),
            "workloads": text(PackageResources.workloads_mustache),
            "contents": text(PackageResources.contents_mustache),
            "figure": text(PackageResources.figure_mustache),
            "pods": text(PackageResources.pods_mustache),
            "service": text(PackageResources.service_mustache),
            "services-list": text(PackageResources.services_list_mustache),
            "arrows.html": text(PackageResources.arrows_html_mustache),
            "boxes.html": text(PackageResources.boxes_html_mustache),
            "brief.html": text(PackageResources.brief_html_mustache),
            "calls.html": text(PackageResources.calls_html_mustache),
            "contents.html": text(PackageResources.contents_html_mustache),
            "drawing.html": text(PackageResources.drawing_html_mustache),
            "entrances.html": text(PackageResources.entrances_html_mustache),
            "figure.html": text(PackageResources.figure_html_mustache),
            "findings.html": text(PackageResources.findings_html_mustache),
            "full.html": text(PackageResources.full_html_mustache),
            "glossary.html": text(PackageResources.glossary_html_mustache),
            "head.html": text(PackageResources.head_html_mustache),
            "lessons.html": text(PackageResources.lessons_html_mustache),
            "names.html": text(PackageResources.names_html_mustache),
            "overview.html": text(PackageResources.overview_html_mustache),
            "page.html": text(PackageResources.page_html_mustache),
            "path.html": text(PackageResources.path_html_mustache),
            "policies.html": text(PackageResources.policies_html_mustache),
            "routes.html": text(PackageResources.routes_html_mustache),
            "sentence.html": text(PackageResources.sentence_html_mustache),
            "service.html": text(PackageResources.service_html_mustache),
            "services-list.html": text(PackageResources.services_list_html_mustache),
            "services.html": text(PackageResources.services_html_mustache),
            "standard.html": text(PackageResources.standard_html_mustache),
            "workloads.html": text(PackageResources.workloads_html_mustache),
        ]
    }

    /// What a page's `<style>` and `<script>` hold. Its policy in `head.html` names the SHA-256 of each.
    package static var style: String { text(PackageResources.page_css) }
    package static var script: String { text(PackageResources.page_js) }

    /// The words of the glossary, a line for each.
    package static var glossary: String { text(PackageResources.terms_txt) }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
