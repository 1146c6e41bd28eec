/* The reference that services are compared with: answers every frame on a Unix socket with one of a given size.
 *
 * Usage: unix-echo SOCKET BYTES. A frame is a 4-byte big-endian length and so many bytes. A reply takes over the beginning
 * of its request, which is that of a JSON-RPC message up to its id, so that the same client can match the two. A process
 * for each connection, blocking reads and writes: as little as there can be between two sockets. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FRAME_LIMIT = 1 << 20, LIFETIME_IN_SECONDS = 1200 };
static const char begin[] = "{\"jsonrpc\":\"2.0\",\"id\":1000,", result[] = "\"result\":\"", end[] = "\"}";

static char input[4 + FRAME_LIMIT], output[4 + FRAME_LIMIT];
static size_t filled;

static void fail(const char *what) {
  perror(what);
  exit(EXIT_FAILURE);
}

/* Fills the input up to a count; the connection's process ends with the stream. */
static void fill(size_t count) {
  while (filled < count) {
    ssize_t received = read(STDIN_FILENO, input + filled, sizeof input - filled);
    if (received <= 0) exit(EXIT_SUCCESS);
    filled += received;
  }
}

static void answer_frames(size_t reply_length) {
  for (;;) {
    fill(4);
    uint32_t length;
    memcpy(&length, input, sizeof length);
    size_t frame_length = 4 + (size_t)ntohl(length);
    if (frame_length > sizeof input || frame_length < 4 + sizeof begin) exit(EXIT_FAILURE);
    fill(frame_length);
    memcpy(output + 4, input + 4, sizeof begin - 1);
    for (size_t sent = 0; sent < 4 + reply_length;) {
      ssize_t count = write(STDIN_FILENO, output + sent, 4 + reply_length - sent);
      if (count <= 0) exit(EXIT_SUCCESS);
      sent += count;
    }
    filled -= frame_length;
    memmove(input, input + frame_length, filled);
  }
}

static void prepare_reply(size_t length) {
  uint32_t announced = htonl(length);
  memcpy(output, &announced, sizeof announced);
  memset(output + 4, 'x', length);
  memcpy(output + 4 + sizeof begin - 1, result, sizeof result - 1);
  memcpy(output + 4 + length - (sizeof end - 1), end, sizeof end - 1);
}

int main(int count, char **arguments) {
  long length = count == 3 ? atol(arguments[2]) : 0;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (length < 64 || length > FRAME_LIMIT || strlen(arguments[1]) >= sizeof address.sun_path) {
    fprintf(stderr, "Usage: unix-echo SOCKET BYTES (64 to %d)\n", FRAME_LIMIT);
    return 64;
  }
  strcpy(address.sun_path, arguments[1]);
  prepare_reply(length);
  signal(SIGCHLD, SIG_IGN);
  /* Whoever started this may be killed before stopping it. */
  alarm(LIFETIME_IN_SECONDS);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1024)) fail(arguments[1]);
  for (;;) {
    int connection = accept(listener, NULL, NULL);
    if (connection < 0) fail("accept");
    if (fork() == 0) {
      close(listener);
      dup2(connection, STDIN_FILENO);
      close(connection);
      answer_frames(length);
    }
    close(connection);
  }
}
