// The process that draws loads libgvc for as long as this one reads and resolves a small manifest. Both wait for each other
// the less the sooner it starts: here before the Swift runtime, Foundation and dispatch set themselves up, which takes this
// process longer than anything else in a small figure (0.9 ms earlier, of 6.7).
//
// In a target that is linked into the program alone: a library that starts processes by itself would be none.
#include "CProgram.h"
#include "CGraphviz.h"
#include <fcntl.h>
#include <stddef.h>
#include <string.h>

int looks_like_drawing(int count, char *const *words) {
    static const char *const others[] = {"-f", "--format", "-h", "--help", "--max-render-seconds"};
    if (count < 2 || strcmp(words[1], "draw") != 0) return 0;
    for (int i = 2; i < count; i++) {
        for (size_t other = 0; other < sizeof others / sizeof *others; other++)
            if (strcmp(words[i], others[other]) == 0) return 0;
        if (strncmp(words[i], "--format=", strlen("--format=")) == 0) return 0;
    }
    for (int i = 2; i + 1 < count; i++) {
        if (strcmp(words[i], "-o") != 0 && strcmp(words[i], "--output") != 0) continue;
        const char *dot = strrchr(words[i + 1], '.');
        return !dot || strchr(dot, '/') || strcmp(dot, ".svg") == 0 || strcmp(dot, ".html") == 0;
    }
    return 1;
}

// glibc hands the command line to a program's constructors; where another library does not, Podpath.main starts the process.
#ifdef __GLIBC__
__attribute__((constructor(101))) static void start_early(int count, char **words) {
    if (!looks_like_drawing(count, words)) return;
    // A stream that is closed is opened first (System.prepare): else a pipe would take its number.
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) == -1) return;
    kgv_prepare(0, KGV_SECONDS, KGV_MEGABYTES);
}
#endif
