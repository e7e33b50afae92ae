/** Nodes for tests of the SDK, behind a ClientTransport without sockets: routes, leaders and a table of request ids, as
 *  little as makes a cluster. Every message passes its codec. What a test wants different, it intercepts. */
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { compareKeys, inRange, lineKey, prefixEnd, SPACE_PLAIN } from '../../proto/keys.js';
import { formatOrderReference } from '../../proto/order-reference.js';
import { type Method, PLACEMENT } from '../../proto/services.js';
import { failureFromError } from '../../proto/status-details.js';
import type {
  Attempt,
  CallMetadata,
  ClientTransport,
  OutgoingStream,
  StreamEvents,
} from '../client-transport.js';
import { abortReason } from '../deadline.js';
import type { VirtualClock } from './virtual-clock.js';

/** What becomes of one command at one node, beside being executed:
 *  - `lose`: the stream breaks before it; `executeAndLose`: after it; `silence`: no answer ever. */
export type Fate = 'execute' | 'lose' | 'executeAndLose' | 'silence' | 'executeInSilence' | RailkvError;

export interface CommandRecord {
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly command: pb.Command;
  readonly routed: pb.Routed.$Properties;
}

export interface CallRecord {
  readonly address: string;
  readonly path: string;
  readonly request: unknown;
  readonly metadata: CallMetadata;
}

interface FakeGroup {
  route: pb.Route.$Properties;
  /** Node id. */
  leader: string | undefined;
  index: number;
  readonly answers: Map<string, pb.Answer.$Properties>;
}

type Unary = (request: never, address: string) => object;

export const NODES = ['n1', 'n2', 'n3'] as const;
const LINE_END = new Uint8Array(0);

export class FakeCluster implements ClientTransport {
  readonly groups = new Map<number, FakeGroup>();
  readonly commands: CommandRecord[] = [];
  readonly calls: CallRecord[] = [];
  /** Commands per message, in the order in which messages arrived. */
  readonly batches: number[] = [];
  readonly down = new Set<string>();
  /** What a full transport answers to `write`. */
  full = false;
  closed = false;
  readonly #unary = new Map<string, Unary>();
  readonly #streams = new Set<FakeStream>();
  #fate: (record: CommandRecord, attempt: number) => Fate = () => 'execute';

  constructor(readonly clock: VirtualClock) {
    this.addGroup(1, Uint8Array.of(SPACE_PLAIN), Uint8Array.of(SPACE_PLAIN + 1), 'n1');
    this.answer(PLACEMENT.getCluster, () => ({
      clusterId: 'test',
      revision: 1,
      nodes: NODES.map((nodeId) => ({ nodeId, clientAddress: addressOf(nodeId), placement: true })),
    }));
    this.answer(PLACEMENT.getRoutes, (request) => ({ revision: 1, routes: this.#routes(request) }));
  }

  addGroup(group: number, start: Uint8Array, end: Uint8Array, leader: string | null): void {
    const replicas = NODES.map((nodeId, at) => ({ replicaId: at + 1, nodeId }));
    const route = { group, range: { start, end }, epoch: { confVersion: 1, rangeVersion: 1 }, replicas };
    this.groups.set(group, { route, leader: leader ?? undefined, index: 10, answers: new Map() });
  }

  addLine(line: string, group: number, leader: string | null = 'n1'): void {
    this.addGroup(group, lineKey(line), prefixEnd(lineKey(line)), leader);
  }

  group(group: number): FakeGroup {
    const known = this.groups.get(group);
    if (known === undefined) throw new Error(`the test has no group ${group}`);
    return known;
  }

  /** How a unary method is answered, by every node. */
  answer<Q, DQ extends Q, R, DR extends R>(
    method: Method<Q, DQ, R, DR>,
    answer: (request: DQ, address: string) => R & object,
  ): void {
    this.#unary.set(method.path, answer);
  }

  /** @param fate given a command and how many attempts at its id came before */
  intercept(fate: (record: CommandRecord, attempt: number) => Fate): void {
    this.#fate = fate;
  }

  /** Breaks every stream to a node. @param error what the node says of it; absent: nothing */
  breakStreams(address: string, error?: RailkvError): void {
    for (const stream of [...this.#streams]) if (stream.address === address) stream.break(error);
  }

  drain(): void {
    this.full = false;
    for (const stream of this.#streams) stream.events.drained();
  }

  async unary<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    { metadata, timeoutMs, signal }: Attempt,
  ): Promise<DR> {
    const decoded = method.requestDeserialize(method.requestSerialize(request));
    this.calls.push({ address, path: method.path, request: decoded, metadata });
    if (signal?.aborted === true) throw abortReason(signal);
    await new Promise<void>((resolve) => this.clock.soon(resolve));
    if (this.down.has(address)) throw new RailkvError('UNREACHABLE', `${address} is down`);
    const answer = this.#unary.get(method.path);
    if (answer === undefined) throw new RailkvError('NOT_IMPLEMENTED', `${method.path} has no answer`);
    const response = (answer as (request: DQ, address: string) => R | 'silence')(decoded, address);
    if (response === 'silence') return this.#never(timeoutMs, signal);
    return method.responseDeserialize(method.responseSerialize(response));
  }

  async *serverStream<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    attempt: Attempt,
  ): AsyncGenerator<DR, void, undefined> {
    yield await this.unary(address, method, request, attempt);
  }

  stream<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    events: StreamEvents<DR>,
    metadata: CallMetadata,
  ): OutgoingStream<Q> {
    this.calls.push({ address, path: method.path, request: undefined, metadata });
    const send = (outcomes: pb.Outcome.$Properties[]) => {
      const batch = { outcomes } as unknown as R;
      events.message(method.responseDeserialize(method.responseSerialize(batch)));
    };
    const stream = new FakeStream(this, address, events, send, (open) => {
      if (open) this.#streams.add(stream);
      else this.#streams.delete(stream);
    });
    return {
      write: (message) => {
        const decoded = method.requestDeserialize(method.requestSerialize(message));
        return stream.write(decoded as pb.CommandBatch.$Properties);
      },
      end: () => stream.cancel(),
      cancel: () => stream.cancel(),
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const stream of [...this.#streams]) stream.cancel();
  }

  /** What a node makes of one command. */
  judge(record: CommandRecord): Fate {
    const id = record.command.requestId;
    const before = this.commands.filter(({ command }) => command.requestId === id).length;
    this.commands.push(record);
    return this.#fate(record, before);
  }

  /** @throws RailkvError as a node would refuse it */
  execute({ address, command, routed }: CommandRecord): pb.Answer.$Properties {
    const group = this.groups.get(routed.group ?? 0);
    if (group === undefined) throw new RailkvError('GROUP_NOT_FOUND', 'no such group here');
    if (group.route.epoch?.rangeVersion !== routed.epoch?.rangeVersion) {
      throw new RailkvError('EPOCH_STALE', 'the range changed', {
        routes: [...this.groups.values()].map(({ route }) => route),
      });
    }
    const { leader } = group;
    if (leader === undefined) throw new RailkvError('NO_LEADER', 'an election is under way');
    if (addressOf(leader) !== address) {
      throw new RailkvError('NOT_LEADER', 'ask the leader', {
        metadata: { leader_node: leader, leader_address: addressOf(leader) },
      });
    }
    group.index += 1;
    const position = { group: routed.group ?? 0, index: group.index };
    if (command.getOutcome) {
      const asked = command.getOutcome.askedRequestId ?? '';
      const tooLate = (command.getOutcome.askedNotAfterMs || Number.POSITIVE_INFINITY) < this.clock.wallMs();
      const reason = tooLate ? 'REQUEST_EXPIRED' : 'ABANDONED';
      const known = group.answers.get(asked) ?? { requestId: asked, refusal: { reason } };
      group.answers.set(asked, known);
      return { requestId: command.requestId, position, asked: known };
    }
    const known = group.answers.get(command.requestId);
    if (known !== undefined) return { ...known, repeated: true };
    const answer = { requestId: command.requestId, position, ...effectOf(command) };
    group.answers.set(command.requestId, answer);
    return answer;
  }

  #routes({ keys, groups, all }: pb.GetRoutesRequest): pb.Route.$Properties[] {
    const routes = [...this.groups.values()].map(({ route }) => route);
    const holds = ({ range }: pb.Route.$Properties, key: Uint8Array) =>
      inRange(key, range?.start ?? LINE_END, range?.end ?? LINE_END);
    return routes
      .filter((route) => all || groups.includes(route.group ?? 0) || keys.some((key) => holds(route, key)))
      .sort((a, b) => compareKeys(a.range?.start ?? LINE_END, b.range?.start ?? LINE_END));
  }

  #never(timeoutMs: number, signal: AbortSignal | undefined): Promise<never> {
    return new Promise((_resolve, reject) => {
      const timer = this.clock.after(timeoutMs, () =>
        reject(new RailkvError('DEADLINE_EXCEEDED', 'too late')),
      );
      signal?.addEventListener('abort', () => {
        timer.cancel();
        reject(abortReason(signal));
      });
    });
  }
}

class FakeStream {
  #over = false;

  constructor(
    private readonly cluster: FakeCluster,
    readonly address: string,
    readonly events: Pick<StreamEvents<never>, 'opened' | 'drained' | 'closed'>,
    private readonly send: (outcomes: pb.Outcome.$Properties[]) => void,
    private readonly track: (open: boolean) => void,
  ) {
    this.#soon(() => {
      if (cluster.down.has(address)) return this.break();
      track(true);
      events.opened();
    });
  }

  write({ commands }: pb.CommandBatch.$Properties): boolean {
    this.cluster.batches.push(commands?.length ?? 0);
    this.#soon(() => this.#arrived(commands ?? []));
    return !this.cluster.full;
  }

  cancel(): void {
    this.#over = true;
    this.track(false);
  }

  break(error = new RailkvError('UNREACHABLE', `the connection to ${this.address} broke`)): void {
    if (this.#over) return;
    this.cancel();
    this.events.closed(error);
  }

  #arrived(commands: readonly pb.SequencedCommand.$Properties[]): void {
    const outcomes: pb.Outcome.$Properties[] = [];
    let lost = false;
    for (const { sequence, command: bytes, routed } of commands) {
      if (lost) break;
      const copy = Uint8Array.from(bytes ?? []);
      const record = {
        address: this.address,
        bytes: copy,
        command: pb.Command.decode(copy),
        routed: routed ?? {},
      };
      const fate = this.cluster.judge(record);
      if (fate instanceof RailkvError) {
        outcomes.push({ sequence: sequence ?? 0, failure: failureFromError(fate) });
        continue;
      }
      lost = fate === 'lose' || fate === 'executeAndLose';
      if (fate === 'lose' || fate === 'silence') continue;
      const outcome = this.#outcome(record);
      if (fate === 'execute') outcomes.push({ sequence: sequence ?? 0, ...outcome });
    }
    if (outcomes.length > 0) this.#soon(() => this.send(outcomes));
    if (lost) this.#soon(() => this.break());
  }

  #outcome(record: CommandRecord): pb.Outcome.$Properties {
    try {
      return { answer: this.cluster.execute(record) };
    } catch (error) {
      if (error instanceof RailkvError) return { failure: failureFromError(error) };
      throw error;
    }
  }

  #soon(act: () => void): void {
    this.cluster.clock.soon(() => {
      if (!this.#over) act();
    });
  }
}

export function addressOf(node: string): string {
  return `${node}.test:7201`;
}

/** An order as bought, or a value as put. */
function effectOf({ requestId, purchase, kvPut }: pb.Command): Partial<pb.Answer.$Properties> {
  if (kvPut) return { kv: { found: true, value: kvPut.value ?? null } };
  if (!purchase) return {};
  const run = purchase.run ?? {};
  const { line = '', train = '', date = '' } = run as Record<string, string>;
  return {
    order: {
      ref: { run, orderId: requestId },
      reference: formatOrderReference({ line, train, date, orderId: requestId }),
      state: (purchase.holdMs ?? 0) > 0 ? 'held' : 'sold',
      class: purchase.class ?? '',
      fromStop: purchase.fromStop ?? 0,
      toStop: purchase.toStop ?? 0,
      tickets: (purchase.passengers ?? []).map((passenger, at) => ({
        passengerId: passenger.passengerId ?? '',
        coach: 1,
        seat: `${at + 1}A`,
        state: 'sold',
      })),
    },
  };
}
