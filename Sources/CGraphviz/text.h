#ifndef PODPATH_TEXT_H
#define PODPATH_TEXT_H
#include "library.h"

// Measures text for a context without fonts: kgv_character_width.
extern gvplugin_library_t kgv_text_plugin;
#endif
