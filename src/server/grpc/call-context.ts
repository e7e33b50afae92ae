/** What is known of a call before its message is looked at: who calls, which cluster it believes to talk to, and until
 *  when. One interface decides who calls: here the one without TLS, `secure-identity.ts` is the other. */
import type { Metadata } from '@grpc/grpc-js';
import { RailkvError } from '../../proto/errors.js';
import { CALLER_SHAPE } from '../../proto/principal.js';
import { CALLER_METADATA, CLUSTER_METADATA } from '../../proto/services.js';
import { type Audit, auditedCall } from '../identity/audit.js';
import { authoriseCall, rpcRow } from '../identity/permissions.js';
import type { Caller } from '../services/service.js';

export interface CallContext {
  readonly path: string;
  readonly caller: Caller;
  /** Absolute, wall-clock ms; a little before the call's own, so that an answer still arrives. */
  readonly deadlineMs: number;
}

/** What grpc-js knows of any call. */
export interface IncomingCall {
  readonly metadata: Metadata;
  getDeadline(): Date | number;
  getPath(): string;
  getPeer(): string;
}

export interface CallerIdentity {
  /** @throws RailkvError UNAUTHENTICATED */
  identify(call: IncomingCall): Caller;
}

/** Without TLS, hence on this machine only, a caller is who it says it is: a name that scopes request ids, no protection,
 *  and an operator who may do everything. */
export const callerFromMetadata: CallerIdentity = {
  identify(call) {
    const values = call.metadata.get(CALLER_METADATA);
    const id = values[0];
    if (values.length === 1 && typeof id === 'string' && CALLER_SHAPE.test(id))
      return { id, role: 'operator' };
    const what = values.length === 0 ? 'is missing' : 'is not one name of 1 to 64 visible ASCII characters';
    throw new RailkvError(
      'UNAUTHENTICATED',
      `the metadata ${CALLER_METADATA} ${what}: send the name of the application that calls, always the same, since request ids belong to it`,
    );
  },
};

export interface ContextLimits {
  /** ms */
  readonly deadlineDefault: number;
  readonly deadlineMax: number;
}

/** Kept back from the caller's deadline, so that a typed answer is there before gRPC's own. */
const ANSWER_MARGIN_MS = 50;

export class CallContexts {
  /** @param nowMs wall clock */
  constructor(
    private readonly clusterId: string,
    private readonly identity: CallerIdentity,
    private readonly limits: ContextLimits,
    private readonly nowMs: () => number,
    private readonly audit: Audit = () => {},
  ) {}

  /** @throws RailkvError UNAUTHENTICATED, TOKEN_EXPIRED, WRONG_CLUSTER, PERMISSION_DENIED or DEADLINE_EXCEEDED */
  of(call: IncomingCall): CallContext {
    const caller = this.identity.identify(call);
    this.checkCluster(call.metadata);
    this.authorise(caller, call);
    return { path: call.getPath(), caller, deadlineMs: this.deadline(call) };
  }

  /** A stream may outlive what its caller showed when it opened it, and the key or authority that it was believed by.
   *  @throws RailkvError UNAUTHENTICATED or TOKEN_EXPIRED */
  checkCurrent(call: IncomingCall): void {
    this.identity.identify(call);
  }

  /** The deadline of a batch that came on a stream, which has none of its own. */
  defaultDeadline(): number {
    return this.nowMs() + this.limits.deadlineDefault;
  }

  /** An administrative call that is refused is worth a line of the audit log. */
  private authorise(caller: Caller, call: IncomingCall): void {
    const path = call.getPath();
    try {
      authoriseCall(caller.role, path);
    } catch (error) {
      if (rpcRow(path)?.audited)
        this.audit({ ...auditedCall(caller, call.getPeer(), path, {}), result: 'PERMISSION_DENIED' });
      throw error;
    }
  }

  private checkCluster(metadata: Metadata): void {
    const [believed] = metadata.get(CLUSTER_METADATA);
    if (believed === undefined || believed === this.clusterId) return;
    throw new RailkvError(
      'WRONG_CLUSTER',
      `this node belongs to cluster ${this.clusterId}, not ${String(believed)}: check the addresses this client was given`,
      { metadata: { cluster: this.clusterId } },
    );
  }

  private deadline(call: IncomingCall): number {
    const now = this.nowMs();
    const given = Number(call.getDeadline());
    if (!Number.isFinite(given)) return now + this.limits.deadlineDefault;
    const left = given - now;
    if (left <= 0)
      throw new RailkvError(
        'DEADLINE_EXCEEDED',
        'the deadline had passed when the call arrived: nothing was done',
      );
    return now + Math.min(left - Math.min(ANSWER_MARGIN_MS, left / 10), this.limits.deadlineMax);
  }
}
