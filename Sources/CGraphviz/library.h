#ifndef PODPATH_LIBRARY_H
#define PODPATH_LIBRARY_H
// Below graphviz/ on every Linux; elsewhere where pkg-config says.
#ifdef __linux__
#include <graphviz/gvc.h>
#else
#include <gvc.h>
#endif

// Loads libgvc into this process, where it is not linked in; 0, with a message on standard error, where there is none.
int load_graphviz(void);

// The address of a function or variable of libgvc or libcgraph, by its declared type: GRAPHVIZ(gvContext)().
#define GRAPHVIZ(name) ((__typeof__(&name))graphviz_symbol(#name))
void *graphviz_symbol(const char *name);
#endif
