// libyaml asks for memory for each word that it reads, and gives it back a moment later: an eighth of the time that a large
// file takes, in malloc. It does so through these four functions of its own, and the dynamic linker finds the program's first;
// where it does not, libyaml has malloc as before. All four stand together: a block goes back to where it came from.
//
// Blocks of up to 256 bytes are kept for the next word, in lists by size; larger ones are malloc's.
#include "CProgram.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 16, KEPT = 16, CHUNK = 1 << 14 };

// What stands before a block, and leaves it aligned for everything.
typedef struct block {
    // Of STEP bytes, 0 for malloc's; it stays with the block, in use or kept.
    _Alignas(max_align_t) size_t steps;
    struct block *next;
} block;

static _Thread_local block *kept[KEPT + 1];
static _Thread_local char *fresh, *fresh_end;

static block *carve(size_t steps) {
    size_t size = sizeof(block) + steps * STEP;
    if ((size_t)(fresh_end - fresh) < size) {
        // Not given back before the program ends: at most a few chunks, since words do not live long.
        fresh = malloc(CHUNK);
        fresh_end = fresh ? fresh + CHUNK : NULL;
        if (!fresh) return NULL;
    }
    block *head = (block *)fresh;
    fresh += size;
    head->steps = steps;
    return head;
}

void *yaml_malloc(size_t size) {
    size_t steps = size ? (size + STEP - 1) / STEP : 1;
    block *head;
    if (steps <= KEPT) {
        head = kept[steps];
        if (head) {
            kept[steps] = head->next;
        } else {
            head = carve(steps);
        }
    } else {
        if (size > SIZE_MAX - sizeof(block)) return NULL;
        head = malloc(sizeof(block) + size);
        if (head) head->steps = 0;
    }
    return head ? head + 1 : NULL;
}

void yaml_free(void *memory) {
    if (!memory) return;
    block *head = (block *)memory - 1;
    if (head->steps == 0) {
        free(head);
        return;
    }
    head->next = kept[head->steps];
    kept[head->steps] = head;
}

void *yaml_realloc(void *memory, size_t size) {
    if (!memory) return yaml_malloc(size);
    block *head = (block *)memory - 1;
    if (head->steps == 0) {
        if (size > SIZE_MAX - sizeof(block)) return NULL;
        head = realloc(head, sizeof(block) + (size ? size : 1));
        return head ? head + 1 : NULL;
    }
    size_t room = head->steps * STEP;
    if (size <= room) return memory;
    void *larger = yaml_malloc(size);
    if (!larger) return NULL;
    memcpy(larger, memory, room);
    yaml_free(memory);
    return larger;
}

char *yaml_strdup(const char *text) {
    if (!text) return NULL;
    size_t size = strlen(text) + 1;
    char *copy = yaml_malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}
