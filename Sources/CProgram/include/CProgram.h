// What only the program does, and a library must not: it starts a process before `main`, and has libyaml's memory.
#pragma once
#include <stddef.h>

/// Whether a command line looks as if an SVG will be drawn. A wrong guess costs a process that ends with this one.
int looks_like_drawing(int count, char *const *words);

// libyaml's own four functions, which its headers do not have: see yaml_memory.c.
void *yaml_malloc(size_t size);
void *yaml_realloc(void *memory, size_t size);
void yaml_free(void *memory);
char *yaml_strdup(const char *text);
