#ifndef PODPATH_SHAPES_H
#define PODPATH_SHAPES_H
#include "library.h"
#ifdef __linux__
#include <graphviz/gvcjob.h>
#else
#include <gvcjob.h>
#endif

// What libgvc calls a renderer for, in its own names: see gvplugin_render.h.
void draw_polygon(GVJ_t *job, pointf *points, int length, int filled);
void draw_polyline(GVJ_t *job, pointf *points, int length);
void draw_ellipse(GVJ_t *job, pointf *points, int filled);
void draw_beziercurve(GVJ_t *job, pointf *points, int length, int arrow_at_start, int arrow_at_end, int filled);
void draw_textspan(GVJ_t *job, pointf p, textspan_t *span);
#endif
