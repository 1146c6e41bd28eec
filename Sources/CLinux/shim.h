#include <sched.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* For GNU sources only, as which Swift does not read <sched.h>, <sys/socket.h> and <string.h>. */
int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set);
int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *set);
struct sockaddr;
int accept4(int descriptor, struct sockaddr *address, unsigned *length, int flags);
void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

/* The same of <fcntl.h>: locks of an open file, whatever else the process opens. */
static const int open_file_getlk = 36;
static const int open_file_setlk = 37;

/* prctl(2) takes any number of arguments, and Swift calls no such function: no other process of the user may look into
   this one, and there is no core dump. */
static inline int set_undumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* sched_setattr(2), which the C library does not have: the calling thread gives way to others by so much (nice(1)). */
static inline int set_thread_niceness(int niceness) {
  struct {
    unsigned size, policy;
    unsigned long long flags;
    int niceness;
    unsigned priority;
    unsigned long long runtime, deadline, period;
  } attributes = {.size = sizeof attributes, .policy = SCHED_OTHER, .niceness = niceness};
  return (int)syscall(SYS_sched_setattr, 0, &attributes, 0);
}
