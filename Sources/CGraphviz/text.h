#ifndef PODPATH_TEXT_H
#define PODPATH_TEXT_H
#include "library.h"

// Measures text for a context without fonts: ctm_width.
extern gvplugin_library_t kgv_text_plugin;
#endif
