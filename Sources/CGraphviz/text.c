// How wide a text is. libgvc's built-in tables count bytes and know no bold, so that what stands in the middle of a box
// (":80 → http", "×3") would stand beside it; the lean context measures with these instead, as a plugin of its own.
#include "text.h"
#include "CGraphviz.h"
#ifdef __linux__
#include <graphviz/gvplugin.h>
#include <graphviz/gvplugin_textlayout.h>
#else
#include <gvplugin.h>
#include <gvplugin_textlayout.h>
#endif
#include <string.h>
#include <strings.h>

// Adobe's AFM files, U+0020 to U+007E, in thousandths of an em: Helvetica and Helvetica-Bold.
static const short widths[2][95] = {
    {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
     556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
     667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
     556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584},
    {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
     556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
     667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
     611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584}};

// East Asian wide characters and emoji.
static int is_wide(unsigned c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

int kgv_character_width(unsigned character, int is_mono, int is_bold) {
    if (is_mono) return is_wide(character) ? 1200 : 600;
    if (character >= 0x20 && character < 0x7F) return widths[is_bold != 0][character - 0x20];
    if (is_wide(character)) return 1000;
    if (character < 0x250) return is_bold ? 611 : 556;
    return is_bold ? 700 : 667;
}

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
    while (*text) sum += kgv_character_width(next_character(&text), is_mono, is_bold);
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
static gvplugin_installed_t layouts[] = {{0, "textlayout", 10, &engine, NULL}, {0, NULL, 0, NULL, NULL}};
static gvplugin_api_t apis[] = {{API_textlayout, layouts}, {(api_t)0, NULL}};
gvplugin_library_t kgv_text_plugin = {"podpath", apis};
