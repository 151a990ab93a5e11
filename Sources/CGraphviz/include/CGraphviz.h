#pragma once
#include <stddef.h>

/// How one rendering ended.
typedef enum {
    GRAPHVIZ_OK = 0,
    GRAPHVIZ_SYNTAX = 1, // the DOT could not be read
    GRAPHVIZ_FAILED = 2, // layout or rendering failed
} graphviz_outcome;

typedef struct {
    graphviz_outcome outcome;
    char *bytes; // NULL where there are none
    size_t length;
    char *messages; // what libgvc said, NUL-terminated; NULL for nothing
} graphviz_result;

/// Reads DOT, lays it out with `dot`, and renders it. A graph whose `layout` is `nop2` bears its places, and is rendered as it is.
///
/// The format "xdot" gives what libgvc would draw for each object that has an `id`, in the order of the text: three
/// NUL-terminated texts each, the id, the attribute (`_draw_`, `_ldraw_`, `_hdraw_`, …) and its drawing operations, as
/// `man graphviz`'s xdot has them; the graph's own id has its `bb` too. Text is measured by libgvc's built-in tables: the same places
/// with and without fonts. Every other format is a picture in it, measured by the system's fonts.
///
/// libgvc has global state: never call it from two threads at once.
graphviz_result graphviz_render(const char *dot, const char *format);

/// Frees what a result holds.
void graphviz_free(graphviz_result *result);

/// The version of the library, such as `2.43.0`.
const char *graphviz_version(void);
