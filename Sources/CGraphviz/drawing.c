// How a figure leaves libgvc: as SVG that a figure needs and no more. libgvc's own renderer has two dozen points for a box with
// round corners, a link element for every tooltip, a title and a comment for every name, which all are written, sent and
// read to be thrown away: half of what it writes. This one is a plugin like it, for one kind of graph: DOTEncoder's.
#include "plugin.h"
#include "CGraphviz.h"
#ifdef __linux__
#include <graphviz/gvplugin_device.h>
#include <graphviz/gvplugin_render.h>
#else
#include <gvplugin_device.h>
#include <gvplugin_render.h>
#endif
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// MARK: Writing

static FILE *picture;
// In pieces of this size the parent reads the picture while the rest is drawn.
static char collected[4096];
static size_t count;

static void hand_on(void) {
    if (count > 0 && fwrite(collected, count, 1, picture) != 1) exit(EXIT_FAILURE);
    count = 0;
}

static void put(const char *text, size_t length) {
    while (length > 0) {
        if (count == sizeof collected) hand_on();
        size_t part = sizeof collected - count < length ? sizeof collected - count : length;
        memcpy(collected + count, text, part);
        count += part, text += part, length -= part;
    }
}

static void put_words(const char *text) { put(text, strlen(text)); }

static void put_number(const char *before, double number) {
    char text[400];
    put_words(before);
    put(text, (size_t)kgv_print_number(text, number));
}

// Between tags or quotation marks.
static void put_escaped(const char *text) {
    const char *start = text;
    for (; *text; text++) {
        size_t plain = strcspn(text, "&<>\" ");
        put(text, plain);
        text += plain;
        if (!*text) return;
        // Of spaces in a row SVG shows the first: the others do not break.
        int is_next = *text == ' ' && text > start && text[-1] == ' ';
        put_words(*text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : *text == '"' ? "&quot;" : is_next ? "\u00A0" : " ");
    }
}

static void put_colour(const char *name, const gvcolor_t *colour) {
    char text[32];
    put_words(name);
    if (colour->u.rgba[3] == 0) {
        put_words("none\"");
        return;
    }
    int length = snprintf(text, sizeof text, "#%02x%02x%02x\"", colour->u.rgba[0], colour->u.rgba[1], colour->u.rgba[2]);
    put(text, (size_t)length);
}

// MARK: Groups

// Whether the group at hand has its title.
static int is_titled;
// Of the anchors that are open, which are groups of their own.
static int open_anchors, own_groups[16];

static void begin_group(GVJ_t *job, const char *kind, void *object) {
    put_words("<g id=\"");
    put_escaped(job->obj->id ? job->obj->id : "");
    put_words("\" class=\"");
    put_words(kind);
    const char *class = GRAPHVIZ(agget)(object, "class");
    if (class && *class) {
        put_words(" ");
        put_escaped(class);
    }
    put_words("\"");
}

static void begin_object(GVJ_t *job, const char *kind, void *object) {
    begin_group(job, kind, object);
    put_words(">\n");
    is_titled = 0;
}

static void begin_page(GVJ_t *job) {
    char text[200];
    const boxf *box = &job->canvasBox;
    snprintf(
        text, sizeof text, "<svg width=\"%dpt\" height=\"%dpt\" viewBox=\"%.2f %.2f %.2f %.2f\">\n", (int)job->width, (int)job->height,
        box->LL.x, box->LL.y, box->UR.x, box->UR.y);
    put_words(text);
    begin_group(job, "graph", job->obj->u.g);
    put_number(" transform=\"scale(", job->scale.x);
    put_number(" ", job->scale.y);
    put_number(") rotate(", -job->rotation);
    put_number(") translate(", job->translation.x);
    put_number(" ", -job->translation.y);
    put_words(")\">\n");
    // The picture says what it shows, its ground does not.
    is_titled = 1;
}

static void begin_job(GVJ_t *job) {
    picture = job->output_file;
    count = 0;
    open_anchors = 0;
}

static void end_page(GVJ_t *job) {
    (void)job;
    put_words("</g>\n</svg>\n");
    hand_on();
}

static void end_group(GVJ_t *job) {
    (void)job;
    put_words("</g>\n");
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
        put_words("<g id=\"");
        put_escaped(id ? id : "");
        put_words("\" class=\"node ");
        put_escaped(target);
        put_words("\">\n");
    }
    if (tooltip && *tooltip && (is_box || !is_titled)) {
        put_words("<title>");
        put_escaped(tooltip);
        put_words("</title>\n");
    }
    is_titled = 1;
}

static void end_anchor(GVJ_t *job) {
    open_anchors--;
    if (open_anchors < (int)(sizeof own_groups / sizeof *own_groups) && own_groups[open_anchors]) end_group(job);
}

// MARK: Shapes

static void put_style(GVJ_t *job, int is_filled) {
    const obj_state_t *object = job->obj;
    if (is_filled)
        put_colour(" fill=\"", &object->fillcolor);
    else
        put_words(" fill=\"none\"");
    put_colour(" stroke=\"", &object->pencolor);
    if (object->penwidth != 1) {
        put_number(" stroke-width=\"", object->penwidth);
        put_words("\"");
    }
    if (object->pen == PEN_DASHED) put_words(" stroke-dasharray=\"5,2\"");
    if (object->pen == PEN_DOTTED) put_words(" stroke-dasharray=\"1,5\"");
}

static void put_point(const char *before, pointf point) {
    put_number(before, point.x);
    put_number(",", -point.y);
}

static void put_points(const pointf *points, int length, int is_closed) {
    put_words(" points=\"");
    for (int i = 0; i < length; i++) put_point(i == 0 ? "" : " ", points[i]);
    if (is_closed) put_point(" ", points[0]);
    put_words("\"/>\n");
}

static void polygon(GVJ_t *job, pointf *points, int length, int filled) {
    put_words("<polygon");
    put_style(job, filled);
    put_points(points, length, 1);
}

static void polyline(GVJ_t *job, pointf *points, int length) {
    put_words("<polyline");
    put_style(job, 0);
    put_points(points, length, 0);
}

static void ellipse(GVJ_t *job, pointf *points, int filled) {
    put_words("<ellipse");
    put_style(job, filled);
    put_number(" cx=\"", points[0].x);
    put_number("\" cy=\"", -points[0].y);
    put_number("\" rx=\"", points[1].x - points[0].x);
    put_number("\" ry=\"", points[1].y - points[0].y);
    put_words("\"/>\n");
}

static int is_near(double a, double b) { return fabs(a - b) < 0.005; }

// The radius of the corners where a curve is a box with round ones: eight pieces, every other of which is a line along a side; 0
// for any other. Lines have their control points at their ends.
static double corner(const pointf *points, int length, boxf *box) {
    if (length != 25) return 0;
    box->LL = box->UR = points[0];
    for (int i = 1; i < length; i++) {
        box->LL.x = fmin(box->LL.x, points[i].x), box->LL.y = fmin(box->LL.y, points[i].y);
        box->UR.x = fmax(box->UR.x, points[i].x), box->UR.y = fmax(box->UR.y, points[i].y);
    }
    int first = is_near(points[0].x, points[1].x) && is_near(points[0].y, points[1].y) ? 0 : 3;
    double radius = 0;
    for (int i = 0; i < 24; i += 3) {
        const pointf *p = points + i;
        double width = fabs(p[3].x - p[0].x), height = fabs(p[3].y - p[0].y);
        if (i % 6 == first) {
            int is_upright = is_near(p[0].x, p[3].x) && (is_near(p[0].x, box->LL.x) || is_near(p[0].x, box->UR.x));
            int is_level = is_near(p[0].y, p[3].y) && (is_near(p[0].y, box->LL.y) || is_near(p[0].y, box->UR.y));
            if (!is_upright && !is_level) return 0;
        } else {
            if (radius == 0) radius = width;
            if (!is_near(width, radius) || !is_near(height, radius)) return 0;
        }
    }
    return radius;
}

// In hundredths, so that left and width together are where the right side is.
static double rounded(double number) { return rint(number * 100) / 100; }

static void beziercurve(GVJ_t *job, pointf *points, int length, int arrow_at_start, int arrow_at_end, int filled) {
    (void)arrow_at_start, (void)arrow_at_end;
    boxf box;
    double radius = corner(points, length, &box);
    if (radius > 0) {
        put_words("<rect");
        put_style(job, filled);
        put_number(" x=\"", box.LL.x);
        put_number("\" y=\"", -box.UR.y);
        put_number("\" width=\"", rounded(box.UR.x) - rounded(box.LL.x));
        put_number("\" height=\"", rounded(box.UR.y) - rounded(box.LL.y));
        put_number("\" rx=\"", radius);
        put_words("\"/>\n");
        return;
    }
    put_words("<path");
    put_style(job, filled);
    put_point(" d=\"M", points[0]);
    for (int i = 1; i < length; i++) put_point(i == 1 ? "C" : " ", points[i]);
    put_words("\"/>\n");
}

static void textspan(GVJ_t *job, pointf p, textspan_t *span) {
    char text[64];
    put_words(span->just == 'l' ? "<text text-anchor=\"start\"" : span->just == 'r' ? "<text text-anchor=\"end\"" : "<text text-anchor=\"middle\"");
    put_number(" x=\"", p.x);
    put_number("\" y=\"", -p.y - span->yoffset_centerline);
    // Which fonts that may be is SVGWriter's to say.
    put_words(strncmp(span->font->name, "Courier", 7) == 0 ? "\" font-family=\"mono\"" : "\" font-family=\"sans\"");
    if (span->font->flags & HTML_BF) put_words(" font-weight=\"bold\"");
    snprintf(text, sizeof text, " font-size=\"%.2f\"", span->font->size);
    put_words(text);
    put_colour(" fill=\"", &job->obj->pencolor);
    put_words(">");
    put_escaped(span->str);
    put_words("</text>\n");
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
    .textspan = textspan,
    .ellipse = ellipse,
    .polygon = polygon,
    .beziercurve = beziercurve,
    .polyline = polyline,
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
