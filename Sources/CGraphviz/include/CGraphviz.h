#pragma once
#include <stddef.h>

/// How one rendering ended.
typedef enum {
    KGV_OK = 0,
    KGV_SYNTAX = 1,    // the DOT could not be read
    KGV_FAILED = 2,    // layout or rendering failed; the messages say why
    KGV_CRASHED = 3,   // the child died of a signal
    KGV_TIMED_OUT = 4, // the deadline passed
} kgv_outcome;

typedef struct {
    kgv_outcome outcome;
    int signal;     // where outcome is KGV_CRASHED
    char *messages; // what libgvc, cairo or fontconfig said, NUL-terminated, or NULL
} kgv_result;

/// One rendering under way: a child process that lays out DOT with `dot` and renders it, so that a crash, an exit or a
/// hang of the library costs this one figure and nothing else. The DOT can be sent piece by piece as it is written, and
/// the picture comes piece by piece as it is drawn: both processes work at the same time.
typedef struct kgv_rendering kgv_rendering;

/// @param format     "svg", "png", "pdf" ...
/// @param measured   0: only the plugins dot_layout and core, text measured by tables of ours: the same bytes with
///                   and without fonts; 1: all plugins, text measured by the system's fonts
/// @param seconds    time for the child
/// @param megabytes  address space for the child, 0 for no limit
/// @return NULL where no process or pipe could be made
kgv_rendering *kgv_begin(const char *format, int measured, int seconds, int megabytes);

/// The next piece of the DOT.
void kgv_send(kgv_rendering *rendering, const char *dot, size_t length);

/// What a child may take where nobody says otherwise.
enum { KGV_SECONDS = 30, KGV_MEGABYTES = 4096 };

/// Takes the next piece of the picture. The pieces are a picture only where kgv_finish then returns KGV_OK.
typedef void (*kgv_sink)(void *state, const char *bytes, size_t length);

/// Waits for the picture and ends the rendering.
kgv_result kgv_finish(kgv_rendering *rendering, kgv_sink sink, void *state);

/// Frees what a result holds.
void kgv_free(kgv_result *result);

/// Starts the child of the next rendering, so that it loads the library while its parent does something else. Used by
/// the next kgv_begin with the same three numbers; without one it ends when the parent does.
void kgv_prepare(int measured, int seconds, int megabytes);

/// A coordinate of an SVG: two decimals, rounded as printf rounds, without final zeros.
///
/// @param text  has room for 400 characters
/// @return the length; there is no NUL after it
int kgv_print_number(char *text, double number);
