#ifndef PODPATH_WRITING_H
#define PODPATH_WRITING_H
#include <stdio.h>

// What follows goes to this file, in pieces; finish_picture hands on the last one.
void begin_picture(FILE *file);
void finish_picture(void);

void svg_put(const char *text, size_t length);
void svg_words(const char *text);
void svg_number(const char *before, double number);
// Between tags or quotation marks.
void svg_escaped(const char *text);
#endif
