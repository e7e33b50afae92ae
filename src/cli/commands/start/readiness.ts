/** Waits until a cluster that was just started serves: its nodes answer, and every group has a leader. */
import { type RailkvClient, RailkvError } from '../../../client/index.js';
import { type ClusterPicture, takePicture } from '../../status/picture.js';

export interface ReadinessOptions {
  readonly connect: () => Promise<RailkvClient>;
  /** Nodes whose process runs now. */
  readonly running: () => ReadonlySet<string>;
  /** Says in a few words what is missing, when that changes. */
  readonly onWaiting: (what: string) => void;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly patienceMs: number;
  /** Ends the waiting from outside. */
  readonly given: () => string | undefined;
}

export type Readiness =
  | { readonly kind: 'ready'; readonly client: RailkvClient; readonly picture: ClusterPicture }
  | { readonly kind: 'not-ready'; readonly missing: string };

const POLL_MS = 100;
/** Placement, and the plain keys: what a cluster has from its first moment on. */
const FIRST_GROUPS = [0, 1] as const;

export async function waitUntilReady(options: ReadinessOptions): Promise<Readiness> {
  const deadline = options.nowMs() + options.patienceMs;
  let client: RailkvClient | undefined;
  let missing = 'no node answers yet';
  for (;;) {
    const given = options.given();
    if (given !== undefined) missing = given;
    if (given !== undefined || options.nowMs() > deadline) break;
    try {
      client ??= await options.connect();
      const picture = await takePicture(client, { timeoutMs: 1_000 });
      const lacking = whatIsMissing(picture, options.running());
      if (lacking === undefined) return { kind: 'ready', client, picture };
      missing = lacking;
    } catch (error) {
      missing =
        error instanceof RailkvError && error.reason === 'UNREACHABLE'
          ? 'waiting for the first node to answer'
          : `not yet: ${error instanceof Error ? error.message : String(error)}`;
    }
    options.onWaiting(missing);
    await options.wait(POLL_MS);
  }
  await client?.close();
  return { kind: 'not-ready', missing };
}

/** @returns undefined when the cluster serves. A node without a process is not waited for. */
function whatIsMissing(picture: ClusterPicture, running: ReadonlySet<string>): string | undefined {
  const silent = picture.nodes.filter((each) => each.status === undefined && running.has(each.node.nodeId));
  if (silent.length > 0) return `waiting for ${silent.map((each) => each.node.nodeId).join(', ')} to answer`;
  for (const group of FIRST_GROUPS) {
    if (!picture.groups.some((each) => each.group === group))
      return 'waiting for the first groups to be made';
  }
  const leaderless = picture.groups.filter((group) => group.leader === undefined);
  if (leaderless.length === 0) return undefined;
  return `waiting for ${leaderless.length} of ${picture.groups.length} groups to elect a leader`;
}
