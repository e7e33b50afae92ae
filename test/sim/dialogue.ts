/** The last things that happened, as lines that a person can read. What comes all the time and says nothing new is left out:
 *  heartbeats that raise no commit index, and orders read back as they were bought. */
import type { Message } from '../../src/raft/message.js';
import type { SimEvent } from './world.js';

interface Heard {
  readonly atMs: number;
  readonly event: SimEvent;
}

export class Dialogue {
  readonly #heard: Heard[] = [];
  #next = 0;
  /** Left out, unless nothing comes after it: then a property may have broken there. */
  #quiet: Heard | undefined;
  /** By link and group: up to where a heartbeat has told of commits. */
  readonly #told = new Map<string, number>();
  /** Calls under way that read back. */
  readonly #readBacks = new Map<number, Heard>();

  constructor(private readonly size: number) {}

  add(atMs: number, event: SimEvent): void {
    if (event.kind === 'sent') return; // told when it arrives
    const heard = { atMs, event };
    this.#quiet = this.#isQuiet(heard) ? heard : undefined;
    if (this.#quiet === undefined) this.#keep(heard);
  }

  #keep(heard: Heard): void {
    this.#heard[this.#next % this.size] = heard;
    this.#next += 1;
  }

  #isQuiet(heard: Heard): boolean {
    const { event } = heard;
    if (event.kind === 'delivered') return this.#saysNothing(event);
    if (event.kind === 'call' && event.what === 'readBack') {
      this.#readBacks.set(event.call, heard);
      return true;
    }
    if (event.kind !== 'return') return false;
    const asked = this.#readBacks.get(event.call);
    this.#readBacks.delete(event.call);
    if (asked === undefined) return false;
    if (event.outcome !== 'ok') this.#keep(asked);
    return event.outcome === 'ok';
  }

  #saysNothing({ from, to, group, message }: Extract<SimEvent, { kind: 'delivered' }>): boolean {
    const { type, commit, reject } = message;
    if (type === 'heartbeatResp') return !reject;
    if (type !== 'heartbeat') return false;
    const link = `${from} ${to} ${group}`;
    const old = commit <= (this.#told.get(link) ?? 0);
    if (!old) this.#told.set(link, commit);
    return old;
  }

  /** Oldest first. */
  lines(): string[] {
    const from = this.#next % this.size;
    const ordered =
      this.#next <= this.size ? this.#heard : [...this.#heard.slice(from), ...this.#heard.slice(0, from)];
    return [...ordered, ...(this.#quiet === undefined ? [] : [this.#quiet])].map(
      ({ atMs, event }) => `${(atMs / 1_000).toFixed(3).padStart(9)} s  ${describe(event)}`,
    );
  }
}

function describe(event: SimEvent): string {
  switch (event.kind) {
    case 'sent':
    case 'delivered':
      return `${event.from} -> ${event.to}  g${event.group} ${describeMessage(event.message)}`;
    case 'durable':
      return `${event.node} ${event.whole ? 'finds on its disk' : 'has durable'}: ${event.groups
        .map(
          ({ group, hardState: { term, vote, commit }, last, entries }) =>
            `g${group} term ${term} vote ${vote} commit ${commit} last ${last}${entries.length > 0 && !event.whole ? ` (+${entries.length})` : ''}`,
        )
        .join(', ')}`;
    case 'applied':
      return `${event.node} applies g${event.group} ${event.index} of term ${event.term}${event.data.length === 0 ? ', empty' : ''}`;
    case 'role':
      return `${event.node} g${event.group} is ${event.role} in term ${event.term}, leader ${event.leader}`;
    case 'opened':
      return `${event.node} opens g${event.group}, applied ${event.applied}`;
    case 'halted':
      return `${event.node} g${event.group} HALTS: ${event.reason}`;
    case 'started':
      return `${event.node} STARTED, incarnation ${event.incarnation}`;
    case 'startRefused':
      return `${event.node} DOES NOT START: ${event.reason}`;
    case 'ended':
      return `${event.node} ENDED (${event.how}): ${event.reason}`;
    case 'fault':
      return `FAULT ${event.what}: ${event.detail}`;
    case 'calm':
      return 'CALM: no fault any more';
    case 'call':
      return `${event.client} calls ${event.what} #${event.call} ${short(event.detail)}`;
    case 'return':
      return `${event.client} hears of #${event.call}: ${event.outcome} ${short(event.detail)}`;
  }
}

function describeMessage(message: Message): string {
  const { type, from, to, term, logTerm, index, entries, commit, reject } = message;
  const parts = [`${type} ${from}->${to} term ${term}`];
  if (index > 0 || logTerm > 0) parts.push(`at ${index}/${logTerm}`);
  if (entries.length > 0) parts.push(`+${entries.length}`);
  if (commit > 0) parts.push(`commit ${commit}`);
  if (message.snapshot !== undefined) parts.push(`snapshot ${message.snapshot.index}`);
  if (reject) parts.push('REJECT');
  return parts.join(' ');
}

const DETAIL_MAX = 160;

function short(detail: unknown): string {
  if (detail === undefined) return '';
  const text =
    typeof detail === 'string'
      ? detail
      : (JSON.stringify(detail, (_key, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
        ) ?? '');
  return text.length > DETAIL_MAX ? `${text.slice(0, DETAIL_MAX)}…` : text;
}
