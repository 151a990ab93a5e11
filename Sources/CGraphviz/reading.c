// libcgraph orders clusters by their ids, and its own ids are the addresses of their names: the same text would give another layout
// from run to run. Here ids are numbers in the order of the text. A name gets one, and is found again, by libcgraph's own tables: they
// are asked for every name that `map` does not know.
#include "reading.h"
#include <stdlib.h>
#include <string.h>

static void *open_ids(Agraph_t *graph, Agdisc_t *disciplines) {
    (void)graph, (void)disciplines;
    return calloc(1, sizeof(IDTYPE));
}

static void close_ids(void *last) { free(last); }

// Ids of objects without a name are odd; a named one gets the next of them, too, once its name is refused here.
static long map(void *last, int type, char *name, IDTYPE *id, int creates) {
    (void)type;
    if (name || !creates) return 0;
    IDTYPE *number = last;
    *id = 2 * ++*number + 1;
    return 1;
}

static long allocate(void *last, int type, IDTYPE id) {
    (void)last, (void)type, (void)id;
    return 0;
}

static void release(void *last, int type, IDTYPE id) { (void)last, (void)type, (void)id; }

static char *name_of(void *last, int type, IDTYPE id) {
    (void)last, (void)type, (void)id;
    return NULL;
}

static void has_id(void *last, int type, void *object) { (void)last, (void)type, (void)object; }

// As much as the scanner has room for, but never more than a line, as it wants it.
static int read_text(void *channel, char *buffer, int size) {
    const char **rest = channel;
    const char *end = strchr(*rest, '\n');
    size_t length = end ? (size_t)(end - *rest) + 1 : strlen(*rest);
    if (length > (size_t)size) length = (size_t)size;
    memcpy(buffer, *rest, length);
    *rest += length;
    return (int)length;
}

Agraph_t *read_graph(const char *dot) {
    static Agiddisc_t ids = {open_ids, map, allocate, release, name_of, close_ids, has_id};
    static Agiodisc_t io;
    io = AgIoDisc;
    io.afread = read_text;
    Agdisc_t disciplines = {.id = &ids, .io = &io};
    return agread(&dot, &disciplines);
}
