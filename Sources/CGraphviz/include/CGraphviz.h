#pragma once
#include <stddef.h>

/// How one rendering ended.
typedef enum {
    KGV_OK = 0,
    KGV_SYNTAX = 1,    // the DOT could not be read
    KGV_FAILED = 2,    // layout or rendering failed; the messages say why
    KGV_CRASHED = 3,   // the child died of a signal
    KGV_TIMED_OUT = 4, // the deadline passed
    KGV_NO_CHILD = 5,  // no process or pipe could be made
} kgv_outcome;

typedef struct {
    kgv_outcome outcome;
    int signal;           // where outcome is KGV_CRASHED
    char *data;           // the rendered bytes, or NULL
    size_t length;
    char *messages;       // what libgvc, cairo or fontconfig said, NUL-terminated, or NULL
} kgv_result;

/// Lays out DOT with `dot` and renders it, in a child process, so that a crash, an exit or a hang of the library
/// costs this one figure and nothing else.
///
/// @param format     "svg", "png", "pdf" ...
/// @param measured   0: only the plugins dot_layout and core, text measured by built-in tables: the same bytes with
///                   and without fonts; 1: all plugins, text measured by the system's fonts
/// @param seconds    time for the child
/// @param megabytes  address space for the child, 0 for no limit
kgv_result kgv_render(const char *dot, const char *format, int measured, int seconds, int megabytes);

/// Starts the child of the next rendering, so that it loads the library while its parent does something else. Used by
/// the next kgv_render with the same three numbers; without one it ends when the parent does.
void kgv_prepare(int measured, int seconds, int megabytes);

/// Frees what a result holds.
void kgv_free(kgv_result *result);
