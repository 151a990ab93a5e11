#pragma once
#include <gvc.h>

/// The graph of a DOT text; NULL where it is none. The same text gives the same ids, and with them the same layout.
Agraph_t *read_graph(const char *dot);
