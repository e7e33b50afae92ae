/** Ends a stream whose client takes nothing: a status would wait behind the messages that are not taken, for ever.
 *  grpc-js offers no reset on the server, so this reaches for the HTTP/2 stream beneath (1.14: call.call.stream), and when
 *  that is not where it was, ends the call in the ordinary way; a test notices. */
import { constants } from 'node:http2';

interface Closable {
  close(code: number): void;
}

function isClosable(value: unknown): value is Closable {
  return (
    typeof value === 'object' && value !== null && typeof (value as { close?: unknown }).close === 'function'
  );
}

/** @param call what a streaming handler was given */
export function cutStream(call: { emit(event: string, error: unknown): boolean }, status: unknown): void {
  const base = (call as { call?: { stream?: unknown } }).call;
  if (isClosable(base?.stream)) base.stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  else call.emit('error', status);
}
