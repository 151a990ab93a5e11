#include "plugin.h"
#include <stddef.h>

static gvplugin_api_t apis[] = {
    {API_textlayout, kgv_layouts}, {API_render, kgv_renderers}, {API_device, kgv_devices}, {(api_t)0, NULL}};
gvplugin_library_t kgv_plugin = {"podpath", apis};
