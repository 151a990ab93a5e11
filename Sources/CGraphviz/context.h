#pragma once
#include <gvc.h>

/// A context that lays out and writes xdot with two plugins alone, so that neither fonts nor cairo are loaded: 2 ms instead of
/// 12. All plugins, where these two are not found beside libgvc.
GVC_t *lean_context(void);

/// The same for graphs that bear the places of everything (`layout="nop2"`): the plugin of neato, which reads them, in place of dot's.
GVC_t *placed_context(void);

/// A context with every plugin of this machine.
GVC_t *full_context(void);
