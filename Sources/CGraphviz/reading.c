// libcgraph orders clusters by their ids, and its own ids are the addresses of their names: the same text then gives
// another order, and another layout, from run to run. Here a name's id is its place in the text.
#include "reading.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    char **names;
    size_t count, capacity;
    size_t *table; // open addressing; the name's number + 1
    size_t table_size;
    IDTYPE anonymous;
} registry;

static size_t hash(const char *text) {
    size_t value = 1469598103934665603u;
    for (; *text; text++) value = (value ^ (unsigned char)*text) * 1099511628211u;
    return value;
}

static size_t *slot(registry *names, const char *text) {
    size_t position = hash(text) & (names->table_size - 1);
    while (names->table[position] && strcmp(names->names[names->table[position] - 1], text) != 0)
        position = (position + 1) & (names->table_size - 1);
    return &names->table[position];
}

static int grow(registry *names) {
    size_t capacity = names->capacity ? names->capacity * 2 : 256;
    char **list = realloc(names->names, capacity * sizeof *list);
    if (!list) return 0;
    names->names = list;
    size_t *table = calloc(capacity * 2, sizeof *table);
    if (!table) return 0;
    free(names->table);
    names->table = table;
    names->table_size = capacity * 2;
    names->capacity = capacity;
    for (size_t i = 0; i < names->count; i++) *slot(names, names->names[i]) = i + 1;
    return 1;
}

static void *open_ids(Agraph_t *graph, Agdisc_t *disc) {
    (void)graph, (void)disc;
    registry *names = calloc(1, sizeof *names);
    if (names && !grow(names)) exit(EXIT_FAILURE);
    return names;
}

// Named objects have even ids, anonymous ones odd ids.
static long map_id(void *state, int type, char *text, IDTYPE *id, int create) {
    (void)type;
    registry *names = state;
    if (!text) {
        *id = names->anonymous * 2 + 1;
        if (create) names->anonymous++;
        return 1;
    }
    size_t *place = slot(names, text);
    if (!*place) {
        if (!create) return 0;
        if (names->count == names->capacity) {
            if (!grow(names)) return 0;
            place = slot(names, text);
        }
        names->names[names->count++] = strdup(text);
        *place = names->count;
    }
    *id = (IDTYPE)(*place - 1) * 2 + 2;
    return 1;
}

static long alloc_id(void *state, int type, IDTYPE id) {
    (void)state, (void)type, (void)id;
    return 0;
}

static void free_id(void *state, int type, IDTYPE id) { (void)state, (void)type, (void)id; }

static char *print_id(void *state, int type, IDTYPE id) {
    (void)type;
    registry *names = state;
    if (id == 0 || id % 2 == 1 || (size_t)(id / 2) > names->count) return NULL;
    return names->names[id / 2 - 1];
}

static void close_ids(void *state) {
    registry *names = state;
    for (size_t i = 0; i < names->count; i++) free(names->names[i]);
    free(names->names);
    free(names->table);
    free(names);
}

static void register_id(void *state, int type, void *object) { (void)state, (void)type, (void)object; }

// Line by line, as the scanner wants it from a terminal or a file. A NUL would end the scanner's text unseen.
static int read_line(void *channel, char *buffer, int size) {
    if (!fgets(buffer, size, channel)) return 0;
    return (int)strlen(buffer);
}

Agraph_t *read_graph(FILE *dot) {
    static Agiddisc_t ids = {open_ids, map_id, alloc_id, free_id, print_id, close_ids, register_id};
    static Agiodisc_t io;
    io = *GRAPHVIZ(AgIoDisc);
    io.afread = read_line;
    Agdisc_t disciplines = {GRAPHVIZ(AgMemDisc), &ids, &io};
    return GRAPHVIZ(agread)(dot, &disciplines);
}
