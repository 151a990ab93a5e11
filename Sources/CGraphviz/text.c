// How wide a text is. libgvc's built-in tables count bytes and know no bold, so that what stands in the middle of a box
// (":80 → http", "×3") would stand beside it; the lean context measures with these instead, as a plugin of its own.
#include "plugin.h"
#include "CTextMetrics.h"
#ifdef __linux__
#include <graphviz/gvplugin_textlayout.h>
#else
#include <gvplugin_textlayout.h>
#endif
#include <string.h>
#include <strings.h>

// The next character of UTF-8; a byte that is none counts as one.
static unsigned next_character(const unsigned char **text) {
    const unsigned char *here = *text;
    unsigned first = *here++;
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    unsigned character = more ? first & (0x3Fu >> more) : first;
    for (; more > 0 && (*here & 0xC0) == 0x80; more--) character = character << 6 | (*here++ & 0x3F);
    *text = here;
    return character;
}

static boolean measure(textspan_t *span, char **fontpath) {
    (void)fontpath;
    double size = span->font->size, sum = 0;
    int is_mono = strncasecmp(span->font->name, "cour", 4) == 0, is_bold = (span->font->flags & HTML_BF) != 0;
    const unsigned char *text = (const unsigned char *)(span->str ? span->str : "");
    while (*text) sum += ctm_width(next_character(&text), is_mono, is_bold);
    // The rest is what libgvc assumes where it has no fonts: lines of 1.2 em.
    span->size.x = sum / 1000 * size;
    span->size.y = size * 1.2;
    span->yoffset_layout = 0;
    span->yoffset_centerline = 0.1 * size;
    span->layout = NULL;
    span->free_layout = NULL;
    return 1;
}

static gvtextlayout_engine_t engine = {measure};
gvplugin_installed_t kgv_layouts[] = {{0, "textlayout", 10, &engine, NULL}, {0, NULL, 0, NULL, NULL}};
