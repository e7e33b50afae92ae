/** A method of src/proto/services.ts and a plain function, as grpc-js handlers. Messages cross grpc-js as bytes and are
 *  decoded and encoded here, so that a message that is none is INVALID_REQUEST, and not grpc-js' INTERNAL. */
import type {
  handleServerStreamingCall,
  handleUnaryCall,
  MethodDefinition,
  ServerWritableStream,
} from '@grpc/grpc-js';
import type { Clock, Logger } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { type Method, TICKETS } from '../../proto/services.js';
import type { Admission } from '../admission/admission.js';
import type { Work } from '../admission/node-limit.js';
import { type Audit, type AuditedAct, auditedCall, auditedCommand } from '../identity/audit.js';
import { rpcRow } from '../identity/permissions.js';
import type { Caller } from '../services/service.js';
import type { CallContext, CallContexts } from './call-context.js';
import { failureOfCall, grpcStatus } from './call-status.js';
import type { ReadingLimit } from './reading-limit.js';

/** What a call was and how it ended; a metric. @param reason OK, or the reason of the failure */
export type CallEnded = (path: string, reason: string, elapsedMs: number) => void;

export interface HandlerParts {
  readonly contexts: CallContexts;
  readonly admission: Admission;
  readonly reading: ReadingLimit;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ended: CallEnded;
  /** Answers to commands, unary and streamed; a metric. */
  readonly answered: (outcomes: readonly pb.Outcome.$Properties[]) => void;
  readonly audit: Audit;
  /** @throws RailkvError SHUTTING_DOWN once the node stops */
  readonly checkOpen: () => void;
}

/** The same method, whose messages are bytes. */
export function asBytes(method: {
  path: string;
  requestStream: boolean;
  responseStream: boolean;
}): MethodDefinition<Buffer, Buffer> {
  const same = (bytes: Buffer): Buffer => bytes;
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

/** @throws RailkvError INVALID_REQUEST */
export function decodeRequest<Request>(decode: (bytes: Buffer) => Request, bytes: Buffer): Request {
  try {
    return decode(bytes);
  } catch (error) {
    throw new RailkvError(
      'INVALID_REQUEST',
      'the message is not what the method takes: use the protos of this version',
      {
        cause: error,
      },
    );
  }
}

export function unaryHandler<Request, Decoded extends Request, Response, DecodedResponse extends Response>(
  parts: HandlerParts,
  method: Method<Request, Decoded, Response, DecodedResponse>,
  work: Work | ((request: Decoded) => Work),
  run: (context: CallContext, request: Decoded) => Promise<Response>,
): handleUnaryCall<Buffer, Buffer> {
  const { clock, admission } = parts;
  return (call, respond) => {
    parts.reading.complete(call);
    const startedMs = clock.monotonicMs();
    let admitted = false;
    let audited: AuditedAct | undefined;
    const end = (failure: pb.Failure.$Properties | undefined, response?: Buffer): void => {
      if (admitted) admission.release();
      if (audited) parts.audit({ ...audited, result: failure?.reason ?? 'DONE' });
      parts.ended(method.path, failure?.reason ?? 'OK', clock.monotonicMs() - startedMs);
      if (failure) respond(grpcStatus(failure));
      else respond(null, response);
    };
    const fail = (error: unknown): void => end(failureOfCall(error, parts.log, method.path));
    try {
      parts.checkOpen();
      const context = parts.contexts.of(call);
      const request = decodeRequest(method.requestDeserialize, call.request);
      audited = auditOf(method.path, context.caller, call.getPeer(), request);
      admission.admit(typeof work === 'function' ? work(request) : work, context.caller.id);
      admitted = true;
      run(context, request).then((response) => {
        let bytes: Buffer;
        try {
          bytes = method.responseSerialize(response);
        } catch (error) {
          fail(error);
          return;
        }
        end(undefined, bytes);
      }, fail);
    } catch (error) {
      fail(error);
    }
  };
}

export function serverStreamHandler<
  Request,
  Decoded extends Request,
  Response,
  DecodedResponse extends Response,
>(
  parts: HandlerParts,
  method: Method<Request, Decoded, Response, DecodedResponse>,
  work: Work,
  run: (context: CallContext, request: Decoded) => AsyncIterable<Response>,
): handleServerStreamingCall<Buffer, Buffer> {
  return (call) => {
    parts.reading.complete(call);
    const startedMs = parts.clock.monotonicMs();
    void (async () => {
      let admitted = false;
      let audited: AuditedAct | undefined;
      let reason = 'OK';
      try {
        parts.checkOpen();
        const context = parts.contexts.of(call);
        const request = decodeRequest(method.requestDeserialize, call.request);
        audited = auditOf(method.path, context.caller, call.getPeer(), request);
        parts.admission.admit(work, context.caller.id);
        admitted = true;
        const { contexts } = parts;
        const encode = (response: Response): Buffer => {
          contexts.checkCurrent(call); // a scan may outlive what its caller showed when it began
          return method.responseSerialize(response);
        };
        await writeAll(call, run(context, request), encode);
        call.end();
      } catch (error) {
        const failure = failureOfCall(error, parts.log, method.path);
        reason = failure.reason ?? 'INTERNAL';
        call.emit('error', grpcStatus(failure));
      } finally {
        if (admitted) parts.admission.release();
        if (audited) parts.audit({ ...audited, result: reason === 'OK' ? 'DONE' : reason });
        parts.ended(method.path, reason, parts.clock.monotonicMs() - startedMs);
      }
    })();
  };
}

/** What its role forbids has been noted before (call-context.ts). */
function auditOf(path: string, caller: Caller, from: string, request: unknown): AuditedAct | undefined {
  if (path === TICKETS.execute.path) {
    const { command, routed } = request as pb.ExecuteRequest;
    return auditedCommand(caller, from, command, routed?.buyer ?? '');
  }
  return rpcRow(path)?.audited ? auditedCall(caller, from, path, request) : undefined;
}

/** Writes at the reader's pace. A call that was cancelled ends the iteration, and so frees what it holds. */
export async function writeAll<Response>(
  call: ServerWritableStream<Buffer, Buffer>,
  messages: AsyncIterable<Response> | Iterable<Response>,
  encode: (message: Response) => Buffer,
): Promise<void> {
  for await (const message of messages) {
    if (call.cancelled || call.destroyed) return;
    if (call.write(encode(message))) continue;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        call.off('drain', settle);
        call.off('close', settle);
        call.off('cancelled', settle);
        resolve();
      };
      call.once('drain', settle);
      call.once('close', settle);
      call.once('cancelled', settle);
    });
  }
}
