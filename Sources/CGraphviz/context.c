// The contexts of a process. They are never freed: a process has few figures, and a context loads its plugins once.
#define _GNU_SOURCE
#include "context.h"
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The plugin's library, by the symbol that every plugin has: libgvplugin_NAME lies in graphviz/ beside libgvc.
static void *plugin(const char *directory, const char *name, const char *symbol) {
    char path[PATH_MAX + 64];
    // The plugins' own version number: 6 since Graphviz 2.30, 8 since 10; a plain .so is in the development package.
    for (int version = 6; version <= 10; version++) {
        snprintf(path, sizeof path, "%s/graphviz/libgvplugin_%s.so.%d", directory, name, version % 10);
        if (version == 10) snprintf(path, sizeof path, "%s/graphviz/libgvplugin_%s.so", directory, name);
        void *library = dlopen(path, RTLD_NOW);
        if (library) return dlsym(library, symbol);
    }
    return NULL;
}

// The context of two plugins: the one that lays out, and core.
static GVC_t *context_of(lt_symlist_t symbols[], const char *layout) {
    Dl_info info;
    char directory[PATH_MAX];
    if (dladdr((void *)gvContext, &info) && info.dli_fname && realpath(info.dli_fname, directory)) {
        char *slash = strrchr(directory, '/');
        if (slash) *slash = '\0';
        symbols[0].address = plugin(directory, layout, symbols[0].name);
        symbols[1].address = plugin(directory, "core", symbols[1].name);
    }
    int is_whole = symbols[0].address && symbols[1].address;
    return is_whole ? gvContextPlugins(symbols, 0) : full_context();
}

GVC_t *lean_context(void) {
    static GVC_t *context;
    static lt_symlist_t symbols[] = {{"gvplugin_dot_layout_LTX_library", NULL}, {"gvplugin_core_LTX_library", NULL}, {NULL, NULL}};
    if (!context) context = context_of(symbols, "dot_layout");
    return context;
}

GVC_t *placed_context(void) {
    static GVC_t *context;
    static lt_symlist_t symbols[] = {{"gvplugin_neato_layout_LTX_library", NULL}, {"gvplugin_core_LTX_library", NULL}, {NULL, NULL}};
    if (!context) context = context_of(symbols, "neato_layout");
    return context;
}

GVC_t *full_context(void) {
    static GVC_t *context;
    if (!context) context = gvContext();
    return context;
}
