#ifndef PODPATH_WORKER_H
#define PODPATH_WORKER_H

// The child's whole life: loads libgvc, reads a format's name, a line end and DOT from `in`, writes the picture to `out`
// and messages to `err`, and ends the process with a kgv_outcome. PICTURE_END after the picture says that it is whole: its
// reader need not wait until the process is gone, which takes as long as reading a small manifest.
#define PICTURE_END "\0picture end"
void run_worker(int in, int out, int err, int measured, int seconds, int megabytes) __attribute__((noreturn));
#endif
