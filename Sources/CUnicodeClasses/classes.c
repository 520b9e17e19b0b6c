#include "CUnicodeClasses.h"
