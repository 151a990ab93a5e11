#ifndef PODPATH_WRITING_H
#define PODPATH_WRITING_H
#include "library.h"
#include <stdio.h>

// Not in libgvc's headers: appends to the picture.
extern size_t gvwrite(GVJ_t *job, const char *text, size_t length);

// What jobs write to this file from now on is collected first.
void collect_picture(FILE *file);

// Hands on what is still collected; 0 where that fails.
int finish_picture(void);
#endif
