#include "CGraphviz.h"
#include <gvc.h>
