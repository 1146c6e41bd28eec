#include <sched.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/types.h>

/* For GNU sources only, as which Swift does not read <sched.h> and <string.h>. */
int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set);
int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *set);
void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);
