// How a figure leaves libgvc: as SVG that a figure needs and no more. libgvc's own renderer has two dozen points for a box with
// round corners, a link element for every tooltip, a title and a comment for every name, which all are written, sent and
// read to be thrown away: half of what it writes. This one is a plugin like it, for one kind of graph: DOTEncoder's.
#include "plugin.h"
#include "shapes.h"
#include "writing.h"
#ifdef __linux__
#include <graphviz/gvplugin_device.h>
#include <graphviz/gvplugin_render.h>
#else
#include <gvplugin_device.h>
#include <gvplugin_render.h>
#endif

// Whether the group at hand has its title.
static int is_titled;
// Of the anchors that are open, which are groups of their own.
static int open_anchors, own_groups[16];

static void begin_group(GVJ_t *job, const char *kind, void *object) {
    svg_words("<g id=\"");
    svg_escaped(job->obj->id ? job->obj->id : "");
    svg_words("\" class=\"");
    svg_words(kind);
    const char *class = GRAPHVIZ(agget)(object, "class");
    if (class && *class) {
        svg_words(" ");
        svg_escaped(class);
    }
    svg_words("\"");
}

static void begin_object(GVJ_t *job, const char *kind, void *object) {
    begin_group(job, kind, object);
    svg_words(">\n");
    is_titled = 0;
}

static void begin_page(GVJ_t *job) {
    char text[200];
    const boxf *box = &job->canvasBox;
    snprintf(
        text, sizeof text, "<svg width=\"%dpt\" height=\"%dpt\" viewBox=\"%.2f %.2f %.2f %.2f\">\n", (int)job->width, (int)job->height,
        box->LL.x, box->LL.y, box->UR.x, box->UR.y);
    svg_words(text);
    begin_group(job, "graph", job->obj->u.g);
    svg_number(" transform=\"scale(", job->scale.x);
    svg_number(" ", job->scale.y);
    svg_number(") rotate(", -job->rotation);
    svg_number(") translate(", job->translation.x);
    svg_number(" ", -job->translation.y);
    svg_words(")\">\n");
    // The picture says what it shows, its ground does not.
    is_titled = 1;
}

static void begin_job(GVJ_t *job) {
    begin_picture(job->output_file);
    open_anchors = 0;
}

static void end_page(GVJ_t *job) {
    (void)job;
    svg_words("</g>\n</svg>\n");
    finish_picture();
}

static void end_group(GVJ_t *job) {
    (void)job;
    svg_words("</g>\n");
}

static void begin_cluster(GVJ_t *job) { begin_object(job, "cluster", job->obj->u.sg); }
static void begin_node(GVJ_t *job) { begin_object(job, "node", job->obj->u.n); }
static void begin_edge(GVJ_t *job) { begin_object(job, "edge", job->obj->u.e); }

// A tooltip. A cell of a label with a target is a box in a box: a group of its own, of the kind that the target names.
static void begin_anchor(GVJ_t *job, char *href, char *tooltip, char *target, char *id) {
    (void)job, (void)href;
    int is_box = target && *target;
    if (open_anchors < (int)(sizeof own_groups / sizeof *own_groups)) own_groups[open_anchors] = is_box;
    open_anchors++;
    if (is_box) {
        svg_words("<g id=\"");
        svg_escaped(id ? id : "");
        svg_words("\" class=\"node ");
        svg_escaped(target);
        svg_words("\">\n");
    }
    if (tooltip && *tooltip && (is_box || !is_titled)) {
        svg_words("<title>");
        svg_escaped(tooltip);
        svg_words("</title>\n");
    }
    is_titled = 1;
}

static void end_anchor(GVJ_t *job) {
    open_anchors--;
    if (open_anchors < (int)(sizeof own_groups / sizeof *own_groups) && own_groups[open_anchors]) end_group(job);
}

static gvrender_engine_t engine = {
    .begin_job = begin_job,
    .begin_page = begin_page,
    .end_page = end_page,
    .begin_cluster = begin_cluster,
    .end_cluster = end_group,
    .begin_node = begin_node,
    .end_node = end_group,
    .begin_edge = begin_edge,
    .end_edge = end_group,
    .begin_anchor = begin_anchor,
    .end_anchor = end_anchor,
    .textspan = draw_textspan,
    .ellipse = draw_ellipse,
    .polygon = draw_polygon,
    .beziercurve = draw_beziercurve,
    .polyline = draw_polyline,
};

static gvrender_features_t features = {
    .flags = GVRENDER_Y_GOES_DOWN | GVRENDER_DOES_TRANSFORM | GVRENDER_DOES_LABELS | GVRENDER_DOES_MAPS | GVRENDER_DOES_TARGETS
             | GVRENDER_DOES_TOOLTIPS,
    .default_pad = 4,
    .color_type = RGBA_BYTE,
};

static gvdevice_features_t device = {.flags = GVDEVICE_DOES_TRUECOLOR, .default_dpi = {72, 72}};

gvplugin_installed_t kgv_renderers[] = {{0, PODPATH_SVG, 1, &engine, &features}, {0, NULL, 0, NULL, NULL}};
gvplugin_installed_t kgv_devices[] = {{0, PODPATH_SVG ":" PODPATH_SVG, 1, NULL, &device}, {0, NULL, 0, NULL, NULL}};
