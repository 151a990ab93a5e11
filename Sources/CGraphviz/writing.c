// The letters of an SVG, on their way from libgvc's process.
#include "writing.h"
#include "CGraphviz.h"
#include <stdlib.h>
#include <string.h>

static FILE *picture;
// In pieces of this size the parent reads the picture while the rest is drawn.
static char collected[4096];
static size_t count;

void begin_picture(FILE *file) {
    picture = file;
    count = 0;
}

void finish_picture(void) {
    if (count > 0 && fwrite(collected, count, 1, picture) != 1) exit(EXIT_FAILURE);
    count = 0;
}

void svg_put(const char *text, size_t length) {
    while (length > 0) {
        if (count == sizeof collected) finish_picture();
        size_t part = sizeof collected - count < length ? sizeof collected - count : length;
        memcpy(collected + count, text, part);
        count += part, text += part, length -= part;
    }
}

void svg_words(const char *text) { svg_put(text, strlen(text)); }

void svg_number(const char *before, double number) {
    char text[400];
    svg_words(before);
    svg_put(text, (size_t)kgv_print_number(text, number));
}

void svg_escaped(const char *text) {
    const char *start = text;
    for (; *text; text++) {
        size_t plain = strcspn(text, "&<>\" ");
        svg_put(text, plain);
        text += plain;
        if (!*text) return;
        // Of spaces in a row SVG shows the first: the others do not break.
        int is_next = *text == ' ' && text > start && text[-1] == ' ';
        svg_words(*text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : *text == '"' ? "&quot;" : is_next ? "\u00A0" : " ");
    }
}
