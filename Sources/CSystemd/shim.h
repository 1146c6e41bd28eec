#include <spawn.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

/* In <spawn.h> for GNU sources only, as which Swift does not read it. */
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
