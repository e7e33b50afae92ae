/** How a node that `start` runs learns that `start` is gone, however it ended: its standard input is a pipe that nobody
 *  writes to and that ends with its parent. */

export const PARENT_PIPE_ENV = 'RAILKV_PARENT_PIPE';

/** Calls `gone` once when this process was started with such a pipe and the other end is closed. */
export function onParentGone(gone: () => void): void {
  if (process.env[PARENT_PIPE_ENV] !== '1') return;
  process.stdin.once('end', gone);
  process.stdin.once('error', gone);
  process.stdin.resume();
  // The pipe alone must not keep a stopped node alive.
  if ('unref' in process.stdin && typeof process.stdin.unref === 'function') process.stdin.unref();
}
