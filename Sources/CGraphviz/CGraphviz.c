// From DOT to a picture, or to what libgvc would draw, through the public functions of libgvc and libcgraph alone.
#define _GNU_SOURCE
#include "CGraphviz.h"
#include "context.h"
#include "reading.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libgvc hands messages over in pieces, through one callback of the process.
static FILE *messages;

static int take_message(char *text) {
    if (messages && text) fputs(text, messages);
    return 0;
}

static void write_attribute(FILE *out, void *object, char *name) {
    const char *id = agget(object, "id"), *value = agget(object, name);
    if (!id || !*id || !value || !*value) return;
    fprintf(out, "%s%c%s%c%s%c", id, 0, name, 0, value, 0);
}

static void write_drawing(FILE *out, void *object) {
    static char *const names[] = {"bb", "_draw_", "_hdraw_", "_tdraw_", "_ldraw_", "_hldraw_", "_tldraw_"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) write_attribute(out, object, names[i]);
}

// Clusters alone are frames; other subgraphs would say what the whole graph says.
static void write_frames(FILE *out, Agraph_t *graph) {
    write_drawing(out, graph);
    for (Agraph_t *inner = agfstsubg(graph); inner; inner = agnxtsubg(inner))
        if (strncmp(agnameof(inner), "cluster", 7) == 0) write_frames(out, inner);
}

static void write_drawings(FILE *out, Agraph_t *graph) {
    write_frames(out, graph);
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node)) write_drawing(out, node);
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
        for (Agedge_t *edge = agfstout(graph, node); edge; edge = agnxtout(graph, edge)) write_drawing(out, edge);
}

static int draw(GVC_t *context, Agraph_t *graph, const char *format, graphviz_result *result) {
    FILE *out = open_memstream(&result->bytes, &result->length);
    if (!out) return 0;
    int is_xdot = strcmp(format, "xdot") == 0;
    // Without a file the operations become attributes of the objects, and nothing is written.
    int is_drawn = gvRender(context, graph, format, is_xdot ? NULL : out) == 0;
    if (is_drawn && is_xdot) write_drawings(out, graph);
    return fclose(out) == 0 && is_drawn;
}

graphviz_result graphviz_render(const char *dot, const char *format) {
    graphviz_result result = {GRAPHVIZ_FAILED, NULL, 0, NULL};
    size_t said = 0;
    messages = open_memstream(&result.messages, &said);
    agseterrf(take_message);
    agseterr(AGWARN);
    Agraph_t *graph = read_graph(dot);
    if (!graph) result.outcome = GRAPHVIZ_SYNTAX;
    const char *places = graph ? agget(graph, "layout") : NULL;
    int has_places = places && strcmp(places, "nop2") == 0;
    GVC_t *context = strcmp(format, "xdot") != 0 ? full_context() : has_places ? placed_context() : lean_context();
    if (graph && context && gvLayout(context, graph, has_places ? "nop2" : "dot") == 0) {
        if (draw(context, graph, format, &result)) result.outcome = GRAPHVIZ_OK;
        gvFreeLayout(context, graph);
    }
    if (graph) agclose(graph);
    if (messages) fclose(messages);
    messages = NULL;
    return result;
}

void graphviz_free(graphviz_result *result) {
    free(result->bytes);
    free(result->messages);
    result->bytes = result->messages = NULL;
}

const char *graphviz_version(void) { return gvcVersion(lean_context()); }
