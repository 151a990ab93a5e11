// libgvc and the libraries below it take as long to load as a small figure takes to be resolved. Only the child needs
// them: it loads them itself, beside its parent's work, and a command that draws nothing does without.
#define _GNU_SOURCE
#include "library.h"
#include "CGraphviz.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *library = RTLD_DEFAULT;

int load_graphviz(void) {
    if (dlsym(RTLD_DEFAULT, "gvContext")) return 1;
    // Debian 12 and what came before Graphviz 13; what came after; a system with the -dev package alone.
    static const char *const names[] = {"libgvc.so.6", "libgvc.so.7", "libgvc.so"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        library = dlopen(names[i], RTLD_NOW | RTLD_GLOBAL);
        if (library) return 1;
    }
    fprintf(stderr, "Error: Graphviz's library is missing (%s); on Debian: apt-get install libgvc6\n", dlerror());
    return 0;
}

void *graphviz_symbol(const char *name) {
    void *symbol = dlsym(library, name);
    if (symbol) return symbol;
    fprintf(stderr, "Error: Graphviz's library has no %s\n", name);
    _exit(KGV_FAILED);
}
