/* Records what a process has made durable, so that a power cut can be played: preloaded into a node, it notes the size a
 * file had when each fsync or fdatasync of it began, once that call has succeeded. Whatever lies beyond the largest size
 * noted for a file was never promised to survive. One line a sync: device, inode, size; of a directory: "directory", device,
 * inode. The record itself goes to a file outside the node's directory and only has to survive kill -9, which the page cache
 * does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int record = -1;

__attribute__((constructor)) static void open_record(void) {
  const char *path = getenv("SYNC_RECORD");
  if (path != NULL) record = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int recorded(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  struct stat before;
  int known = fstat(fd, &before) == 0 && (S_ISREG(before.st_mode) || S_ISDIR(before.st_mode));
  int directory = known && S_ISDIR(before.st_mode);
  int result = real(fd);
  if (result == 0 && known && record >= 0) {
    char line[96];
    unsigned long device = (unsigned long)before.st_dev, inode = (unsigned long)before.st_ino;
    int length = directory ? snprintf(line, sizeof line, "directory %lu %lu\n", device, inode)
                           : snprintf(line, sizeof line, "%lu %lu %lld\n", device, inode, (long long)before.st_size);
    if (write(record, line, (size_t)length) != length) abort();
  }
  return result;
}

int fsync(int fd) { return recorded("fsync", fd); }
int fdatasync(int fd) { return recorded("fdatasync", fd); }
