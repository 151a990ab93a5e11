#pragma once

/// Whether a command line looks as if an SVG will be drawn. A wrong guess costs a process that ends with this one.
int looks_like_drawing(int count, char *const *words);
