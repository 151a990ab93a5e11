// Boxes, arrows and words as elements of SVG.
#include "shapes.h"
#include "writing.h"
#include <math.h>
#include <string.h>

static void put_colour(const char *name, const gvcolor_t *colour) {
    char text[32];
    svg_words(name);
    if (colour->u.rgba[3] == 0) {
        svg_words("none\"");
        return;
    }
    int length = snprintf(text, sizeof text, "#%02x%02x%02x\"", colour->u.rgba[0], colour->u.rgba[1], colour->u.rgba[2]);
    svg_put(text, (size_t)length);
}

static void put_style(GVJ_t *job, int is_filled) {
    const obj_state_t *object = job->obj;
    if (is_filled)
        put_colour(" fill=\"", &object->fillcolor);
    else
        svg_words(" fill=\"none\"");
    put_colour(" stroke=\"", &object->pencolor);
    if (object->penwidth != 1) {
        svg_number(" stroke-width=\"", object->penwidth);
        svg_words("\"");
    }
    if (object->pen == PEN_DASHED) svg_words(" stroke-dasharray=\"5,2\"");
    if (object->pen == PEN_DOTTED) svg_words(" stroke-dasharray=\"1,5\"");
}

static void put_point(const char *before, pointf point) {
    svg_number(before, point.x);
    svg_number(",", -point.y);
}

static void put_points(const pointf *points, int length, int is_closed) {
    svg_words(" points=\"");
    for (int i = 0; i < length; i++) put_point(i == 0 ? "" : " ", points[i]);
    if (is_closed) put_point(" ", points[0]);
    svg_words("\"/>\n");
}

void draw_polygon(GVJ_t *job, pointf *points, int length, int filled) {
    svg_words("<polygon");
    put_style(job, filled);
    put_points(points, length, 1);
}

void draw_polyline(GVJ_t *job, pointf *points, int length) {
    svg_words("<polyline");
    put_style(job, 0);
    put_points(points, length, 0);
}

void draw_ellipse(GVJ_t *job, pointf *points, int filled) {
    svg_words("<ellipse");
    put_style(job, filled);
    svg_number(" cx=\"", points[0].x);
    svg_number("\" cy=\"", -points[0].y);
    svg_number("\" rx=\"", points[1].x - points[0].x);
    svg_number("\" ry=\"", points[1].y - points[0].y);
    svg_words("\"/>\n");
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

void draw_beziercurve(GVJ_t *job, pointf *points, int length, int arrow_at_start, int arrow_at_end, int filled) {
    (void)arrow_at_start, (void)arrow_at_end;
    boxf box;
    double radius = corner(points, length, &box);
    if (radius > 0) {
        svg_words("<rect");
        put_style(job, filled);
        svg_number(" x=\"", box.LL.x);
        svg_number("\" y=\"", -box.UR.y);
        svg_number("\" width=\"", rounded(box.UR.x) - rounded(box.LL.x));
        svg_number("\" height=\"", rounded(box.UR.y) - rounded(box.LL.y));
        svg_number("\" rx=\"", radius);
        svg_words("\"/>\n");
        return;
    }
    svg_words("<path");
    put_style(job, filled);
    put_point(" d=\"M", points[0]);
    for (int i = 1; i < length; i++) put_point(i == 1 ? "C" : " ", points[i]);
    svg_words("\"/>\n");
}

void draw_textspan(GVJ_t *job, pointf p, textspan_t *span) {
    char text[64];
    svg_words(span->just == 'l' ? "<text text-anchor=\"start\"" : span->just == 'r' ? "<text text-anchor=\"end\"" : "<text text-anchor=\"middle\"");
    svg_number(" x=\"", p.x);
    svg_number("\" y=\"", -p.y - span->yoffset_centerline);
    // Which fonts that may be is SVGWriter's to say.
    svg_words(strncmp(span->font->name, "Courier", 7) == 0 ? "\" font-family=\"mono\"" : "\" font-family=\"sans\"");
    if (span->font->flags & HTML_BF) svg_words(" font-weight=\"bold\"");
    snprintf(text, sizeof text, " font-size=\"%.2f\"", span->font->size);
    svg_words(text);
    put_colour(" fill=\"", &job->obj->pencolor);
    svg_words(">");
    svg_escaped(span->str);
    svg_words("</text>\n");
}
