#ifndef PODPATH_READING_H
#define PODPATH_READING_H
#include "library.h"
#include <stdio.h>

// agread, but for how names become numbers; see reading.c. NULL where the text is no DOT.
Agraph_t *read_graph(FILE *dot);
#endif
