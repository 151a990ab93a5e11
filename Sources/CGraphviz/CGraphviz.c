// libgvc's names, macros, globals and versions stay in this file; Swift sees kgv_render only.
#define _GNU_SOURCE
#include "CGraphviz.h"
#include "reading.h"
#include <gvc.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
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

static int write_all(int fd, const char *data, size_t length) {
    while (length > 0) {
        ssize_t n = write(fd, data, length);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return -1;
        data += n;
        length -= (size_t)n;
    }
    return 0;
}

// The plugins dot_layout and core alone: 2 ms instead of 12, and no fonts. They lie beside libgvc.
static GVC_t *lean_context(void) {
    Dl_info info;
    char directory[PATH_MAX], path[PATH_MAX];
    static lt_symlist_t symbols[3];
    static const char *const names[2] = {"dot_layout", "core"};
    if (!dladdr((void *)gvContext, &info) || !info.dli_fname) return NULL;
    if (!realpath(info.dli_fname, directory)) return NULL;
    char *slash = strrchr(directory, '/');
    if (!slash) return NULL;
    *slash = '\0';
    for (int i = 0; i < 2; i++) {
        void *handle = NULL;
        char symbol[64];
        // The plugins' own version number: 6 since Graphviz 2.30, 8 since 10; a plain .so is in the -dev package.
        for (int version = 6; version <= 9 && !handle; version++) {
            snprintf(path, sizeof path, "%.3000s/graphviz/libgvplugin_%s.so.%d", directory, names[i], version);
            handle = dlopen(path, RTLD_NOW);
        }
        if (!handle) return NULL;
        snprintf(symbol, sizeof symbol, "gvplugin_%s_LTX_library", names[i]);
        void *library = dlsym(handle, symbol);
        if (!library) return NULL;
        static char kept[2][64];
        memcpy(kept[i], symbol, sizeof symbol);
        symbols[i].name = kept[i];
        symbols[i].address = library;
    }
    symbols[2].name = NULL;
    symbols[2].address = NULL;
    return gvContextPlugins(symbols, 0);
}

static void child(const char *dot, const char *format, int measured, int out, int err, int seconds, int megabytes) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXCPU, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    unsetenv("GVBINDIR");
    unsetenv("SERVER_NAME");
    unsetenv("GV_FILE_PATH");
    struct rlimit limit = {(rlim_t)seconds, (rlim_t)seconds + 1};
    setrlimit(RLIMIT_CPU, &limit);
    limit.rlim_cur = limit.rlim_max = 0;
    setrlimit(RLIMIT_CORE, &limit);
    if (megabytes > 0) {
        limit.rlim_cur = limit.rlim_max = (rlim_t)megabytes << 20;
        setrlimit(RLIMIT_AS, &limit);
    }
    // cairo, fontconfig and pango write to standard error themselves.
    dup2(err, STDERR_FILENO);
    message_fd = STDERR_FILENO;
    agseterrf(collect_message);
    agseterr(AGWARN);
    GVC_t *context = measured ? NULL : lean_context();
    if (!context) context = gvContext();
    Agraph_t *graph = read_graph(dot);
    if (!graph) _exit(KGV_SYNTAX);
    if (gvLayout(context, graph, "dot") != 0) _exit(KGV_FAILED);
    char *data = NULL;
    size_t length = 0; // unsigned int before Graphviz 13: the upper half stays 0
    if (gvRenderData(context, graph, format, &data, (void *)&length) != 0 || !data) _exit(KGV_FAILED);
    if (write_all(out, data, length) != 0) _exit(KGV_FAILED);
    // No clean-up: freeing a large graph costs tens of milliseconds.
    _exit(KGV_OK);
}

typedef struct {
    char *data;
    size_t length, capacity;
} buffer;

static int append(buffer *b, const char *data, size_t length) {
    if (b->length + length + 1 > b->capacity) {
        size_t capacity = (b->length + length + 1) * 2;
        char *grown = realloc(b->data, capacity);
        if (!grown) return -1;
        b->data = grown;
        b->capacity = capacity;
    }
    memcpy(b->data + b->length, data, length);
    b->length += length;
    b->data[b->length] = '\0';
    return 0;
}

static long long now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

kgv_result kgv_render(const char *dot, const char *format, int measured, int seconds, int megabytes) {
    kgv_result result = {KGV_NO_CHILD, 0, NULL, 0, NULL};
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0) return result;
    if (pipe2(err, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return result;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(out[0]);
        close(err[0]);
        child(dot, format, measured, out[1], err[1], seconds, megabytes);
    }
    close(out[1]);
    close(err[1]);
    if (pid < 0) {
        close(out[0]);
        close(err[0]);
        return result;
    }
    buffer data = {0}, messages = {0};
    struct pollfd fds[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
    long long deadline = now_ms() + (long long)seconds * 1000 + 500;
    int open_count = 2, timed_out = 0;
    static const size_t message_limit = 4096;
    char chunk[65536];
    while (open_count > 0) {
        long long left = deadline - now_ms();
        if (left <= 0) {
            timed_out = 1;
            kill(pid, SIGKILL);
            break;
        }
        if (poll(fds, 2, (int)left) < 0 && errno != EINTR) break;
        for (int i = 0; i < 2; i++) {
            if (fds[i].fd < 0 || !(fds[i].revents & (POLLIN | POLLHUP | POLLERR))) continue;
            ssize_t n = read(fds[i].fd, chunk, sizeof chunk);
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) {
                fds[i].fd = -1;
                open_count--;
            } else if (i == 0) {
                append(&data, chunk, (size_t)n);
            } else if (messages.length < message_limit) {
                append(&messages, chunk, (size_t)n);
            }
        }
    }
    close(out[0]);
    close(err[0]);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    result.messages = messages.data;
    if (timed_out || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
        result.outcome = KGV_TIMED_OUT;
    } else if (WIFSIGNALED(status)) {
        result.outcome = KGV_CRASHED;
        result.signal = WTERMSIG(status);
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == KGV_OK && data.length > 0) {
        result.outcome = KGV_OK;
        result.data = data.data;
        result.length = data.length;
        return result;
    } else {
        // exit(1) comes from within the library.
        result.outcome = WEXITSTATUS(status) == KGV_SYNTAX ? KGV_SYNTAX : KGV_FAILED;
    }
    free(data.data);
    return result;
}

void kgv_free(kgv_result *result) {
    free(result->data);
    free(result->messages);
    result->data = NULL;
    result->messages = NULL;
}
