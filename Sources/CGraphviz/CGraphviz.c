// The parent's side: starts workers, feeds them, and makes a result of whatever becomes of them.
#define _GNU_SOURCE
#include "CGraphviz.h"
#include "worker.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

typedef struct {
    pid_t pid; // 0: none
    int in, out, err;
    int measured, seconds, megabytes;
} worker;

// One worker that loads libgvc while its parent still reads the manifests.
static worker prepared;

// A worker that has handed over its picture and is about to end.
static pid_t leaving;

static void wait_for(pid_t pid, int *status) {
    while (waitpid(pid, status, 0) < 0 && errno == EINTR) {}
}

// The end of what has come, kept back until it is known whether it is PICTURE_END.
typedef struct {
    char bytes[sizeof PICTURE_END];
    size_t length;
} tail;

// Hands on what cannot be PICTURE_END any more.
static void hand_on(tail *kept, const char *chunk, size_t length, kgv_sink sink, void *state) {
    const size_t most = sizeof PICTURE_END;
    if (length >= most) {
        if (kept->length > 0) sink(state, kept->bytes, kept->length);
        if (length > most) sink(state, chunk, length - most);
        memcpy(kept->bytes, chunk + length - most, most);
        kept->length = most;
        return;
    }
    size_t over = kept->length + length > most ? kept->length + length - most : 0;
    if (over > 0) {
        sink(state, kept->bytes, over);
        memmove(kept->bytes, kept->bytes + over, kept->length - over);
        kept->length -= over;
    }
    memcpy(kept->bytes + kept->length, chunk, length);
    kept->length += length;
}

static worker start(int measured, int seconds, int megabytes) {
    worker none = {0}, made = {0, -1, -1, -1, measured, seconds, megabytes};
    int in[2], out[2], err[2];
    // A socket: writing to a worker that has died must not raise SIGPIPE in a program that uses the library.
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0) return none;
    // Nor may a worker that reads no more hold its parent for ever; kgv_finish then ends it.
    struct timeval patience = {seconds, 0};
    setsockopt(in[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]), close(in[1]);
        return none;
    }
    if (pipe2(err, O_CLOEXEC) != 0) {
        close(in[0]), close(in[1]), close(out[0]), close(out[1]);
        return none;
    }
    made.pid = fork();
    if (made.pid == 0) {
        close(in[0]), close(out[0]), close(err[0]);
        run_worker(in[1], out[1], err[1], measured, seconds, megabytes);
    }
    close(in[1]), close(out[1]), close(err[1]);
    made.in = in[0], made.out = out[0], made.err = err[0];
    if (made.pid > 0) return made;
    close(made.in), close(made.out), close(made.err);
    return none;
}

void kgv_prepare(int measured, int seconds, int megabytes) {
    if (prepared.pid == 0) prepared = start(measured, seconds, megabytes);
}

static worker take(int measured, int seconds, int megabytes) {
    worker ready = prepared;
    if (ready.pid == 0 || ready.measured != measured || ready.seconds != seconds || ready.megabytes != megabytes)
        return start(measured, seconds, megabytes);
    prepared.pid = 0;
    return ready;
}

// A worker that has died shows in its status, not here.
static void send_all(int fd, const char *data, size_t length) {
    while (length > 0) {
        ssize_t n = send(fd, data, length, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;
        data += n;
        length -= (size_t)n;
    }
}

struct kgv_rendering {
    worker child;
    long long deadline;
};

kgv_rendering *kgv_begin(const char *format, int measured, int seconds, int megabytes) {
    kgv_rendering *rendering = malloc(sizeof *rendering);
    if (!rendering) return NULL;
    rendering->child = take(measured, seconds, megabytes);
    rendering->deadline = now_ms() + (long long)seconds * 1000 + 500;
    if (rendering->child.pid == 0) {
        free(rendering);
        return NULL;
    }
    send_all(rendering->child.in, format, strlen(format));
    send_all(rendering->child.in, "\n", 1);
    return rendering;
}

void kgv_send(kgv_rendering *rendering, const char *dot, size_t length) { send_all(rendering->child.in, dot, length); }

kgv_result kgv_finish(kgv_rendering *rendering, kgv_sink sink, void *state) {
    kgv_result result = {KGV_FAILED, 0, NULL};
    worker child = rendering->child;
    long long deadline = rendering->deadline;
    free(rendering);
    close(child.in);
    tail kept = {{0}, 0};
    buffer messages = {0};
    struct pollfd fds[2] = {{child.out, POLLIN, 0}, {child.err, POLLIN, 0}};
    int open_count = 2, timed_out = 0;
    static const size_t message_limit = 4096;
    char chunk[65536];
    while (open_count > 0) {
        long long left = deadline - now_ms();
        if (left <= 0) {
            timed_out = 1;
            kill(child.pid, SIGKILL);
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
                hand_on(&kept, chunk, (size_t)n, sink, state);
            } else if (messages.length < message_limit) {
                append(&messages, chunk, (size_t)n);
            }
        }
    }
    close(child.out);
    close(child.err);
    result.messages = messages.data;
    if (leaving != 0) wait_for(leaving, NULL);
    leaving = 0;
    if (!timed_out && kept.length == sizeof PICTURE_END && memcmp(kept.bytes, PICTURE_END, kept.length) == 0) {
        leaving = child.pid;
        result.outcome = KGV_OK;
        return result;
    }
    int status = 0;
    wait_for(child.pid, &status);
    if (timed_out || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
        result.outcome = KGV_TIMED_OUT;
    } else if (WIFSIGNALED(status)) {
        result.outcome = KGV_CRASHED;
        result.signal = WTERMSIG(status);
    } else {
        // exit(1) comes from within the library.
        result.outcome = WEXITSTATUS(status) == KGV_SYNTAX ? KGV_SYNTAX : KGV_FAILED;
    }
    return result;
}

void kgv_free(kgv_result *result) {
    free(result->messages);
    result->messages = NULL;
}
