/* Nothing for Swift to see: the module is there to be linked. */
#include <stdint.h>
