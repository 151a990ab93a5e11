// What runs in the child process: libgvc's names, globals and versions stay in here.
#define _GNU_SOURCE
#include "worker.h"
#include "CGraphviz.h"
#include "plugin.h"
#include "reading.h"
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int message_fd = -1;

// libgvc hands messages over in pieces, through one process-wide callback without user data.
static int collect_message(char *text) {
    if (message_fd >= 0 && text) {
        ssize_t ignored = write(message_fd, text, strlen(text));
        (void)ignored;
    }
    return 0;
}

// The plugin dot_layout, which lies beside libgvc, and our own: 2 ms instead of 12, and no fonts.
static GVC_t *lean_context(void) {
    Dl_info info;
    char directory[PATH_MAX], path[PATH_MAX];
    if (!dladdr((void *)GRAPHVIZ(gvContext), &info) || !info.dli_fname) return NULL;
    if (!realpath(info.dli_fname, directory)) return NULL;
    char *slash = strrchr(directory, '/');
    if (!slash) return NULL;
    *slash = '\0';
    void *handle = NULL;
    // The plugins' own version number: 6 since Graphviz 2.30, 8 since 10; a plain .so is in the -dev package.
    for (int version = 6; version <= 9 && !handle; version++) {
        snprintf(path, sizeof path, "%.3000s/graphviz/libgvplugin_dot_layout.so.%d", directory, version);
        handle = dlopen(path, RTLD_NOW);
    }
    static char name[] = "gvplugin_dot_layout_LTX_library";
    void *layout = handle ? dlsym(handle, name) : NULL;
    if (!layout) return NULL;
    static lt_symlist_t symbols[3];
    symbols[0] = (lt_symlist_t){name, layout};
    symbols[1] = (lt_symlist_t){"gvplugin_podpath_LTX_library", &kgv_plugin};
    return GRAPHVIZ(gvContextPlugins)(symbols, 0);
}

static void limit_resources(int seconds, int megabytes) {
    struct rlimit limit = {(rlim_t)seconds, (rlim_t)seconds + 1};
    setrlimit(RLIMIT_CPU, &limit);
    limit.rlim_cur = limit.rlim_max = 0;
    setrlimit(RLIMIT_CORE, &limit);
    if (megabytes > 0) {
        limit.rlim_cur = limit.rlim_max = (rlim_t)megabytes << 20;
        setrlimit(RLIMIT_AS, &limit);
    }
}

void run_worker(int in, int out, int err, int measured, int seconds, int megabytes) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXCPU, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    unsetenv("GVBINDIR");
    unsetenv("SERVER_NAME");
    unsetenv("GV_FILE_PATH");
    limit_resources(seconds, megabytes);
    // cairo, fontconfig and pango write to standard error themselves.
    dup2(err, STDERR_FILENO);
    message_fd = STDERR_FILENO;
    if (!load_graphviz()) _exit(KGV_FAILED);
    GRAPHVIZ(agseterrf)(collect_message);
    GRAPHVIZ(agseterr)(AGWARN);
    GVC_t *context = measured ? NULL : lean_context();
    if (!context) {
        context = GRAPHVIZ(gvContext)();
        if (!measured) GRAPHVIZ(gvAddLibrary)(context, &kgv_plugin);
    }
    FILE *dot = fdopen(in, "r"), *picture = fdopen(out, "w");
    if (!dot || !picture) _exit(KGV_FAILED);
    // The first line names the format, the rest is DOT.
    char format[16];
    if (!fgets(format, sizeof format, dot)) _exit(KGV_FAILED);
    format[strcspn(format, "\n")] = '\0';
    Agraph_t *graph = read_graph(dot);
    if (!graph) _exit(KGV_SYNTAX);
    if (GRAPHVIZ(gvLayout)(context, graph, "dot") != 0) _exit(KGV_FAILED);
    if (GRAPHVIZ(gvRender)(context, graph, strcmp(format, "svg") == 0 ? PODPATH_SVG : format, picture) != 0) _exit(KGV_FAILED);
    if (fwrite(PICTURE_END, sizeof PICTURE_END, 1, picture) != 1 || fflush(picture) != 0) _exit(KGV_FAILED);
    close(out), close(err), close(STDERR_FILENO);
    // No clean-up: freeing a large graph costs tens of milliseconds.
    _exit(KGV_OK);
}
