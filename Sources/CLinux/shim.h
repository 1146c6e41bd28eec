#include <stddef.h>
#include <sys/epoll.h>

/* In <string.h> for GNU sources only, as which Swift does not read it. */
void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);
