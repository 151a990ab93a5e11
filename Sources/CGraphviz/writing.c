// libgvc writes an SVG word by word, each on a long way to fwrite: a twelfth of the time that the child takes. Like
// gvprintdouble (numbers.c), this function is found by the dynamic linker before libgvc's own; where it is not, the picture is
// the same, only later.
#include "writing.h"
#ifdef __linux__
#include <graphviz/gvcjob.h>
#else
#include <gvcjob.h>
#endif
#include <stdlib.h>
#include <string.h>

static FILE *picture;
// In pieces of this size the parent reads the picture while the rest is drawn.
static char collected[4096];
static size_t count;

void collect_picture(FILE *file) { picture = file; }

int finish_picture(void) {
    size_t length = count;
    count = 0;
    return length == 0 || fwrite(collected, length, 1, picture) == 1;
}

size_t gvwrite(GVJ_t *job, const char *text, size_t length) {
    if (!text || length == 0) return 0;
    // A libgvc of another version may keep the file elsewhere in its job: then this is not it, and libgvc writes itself.
    if (!picture || job->output_file != picture) {
        static __typeof__(&gvwrite) original;
        if (!original) original = GRAPHVIZ(gvwrite);
        return original(job, text, length);
    }
    if (length > sizeof collected - count && !finish_picture()) exit(EXIT_FAILURE);
    if (length > sizeof collected) {
        if (fwrite(text, length, 1, picture) != 1) exit(EXIT_FAILURE);
        return length;
    }
    memcpy(collected + count, text, length);
    count += length;
    return length;
}
