#ifndef PODPATH_PLUGIN_H
#define PODPATH_PLUGIN_H
#include "library.h"
#ifdef __linux__
#include <graphviz/gvplugin.h>
#else
#include <gvplugin.h>
#endif

// What libgvc has from us: how wide text is (text.c), and how a figure becomes SVG (drawing.c).
extern gvplugin_library_t kgv_plugin;

// For gvRender(…, PODPATH_SVG, …).
#define PODPATH_SVG "podpath"

extern gvplugin_installed_t kgv_layouts[], kgv_renderers[], kgv_devices[];
#endif
