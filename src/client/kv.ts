/** The plain key-value API over commands and reads. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { compareKeys, decodeKey, plainKey, SPACE_PLAIN } from '../proto/keys.js';
import { KV } from '../proto/services.js';
import type { KvApi } from './api.js';
import type { CommandOptions, Position, ReadCallOptions, SettleOptions } from './call-options.js';
import { copyOf } from './cluster-results.js';
import type { Commands } from './commands.js';
import type { ClientContext } from './context.js';
import type {
  CompareAndSetRequest,
  DecrementRequest,
  KvCounter,
  KvDeleted,
  KvInput,
  KvPair,
  KvScanOptions,
  KvSettlement,
  KvSwapped,
  KvValue,
  KvWritten,
} from './kv-types.js';
import { asOfFrom, type Reads } from './reads.js';
import { expiredError, keySubject } from './unknown-outcome.js';

const PAGE_PAIRS = 1_000;

export class Kv implements KvApi {
  constructor(
    private readonly context: ClientContext,
    private readonly commands: Commands,
    private readonly reads: Reads,
  ) {}

  async get(key: string, options: ReadCallOptions = {}): Promise<KvValue | undefined> {
    const deadline = this.context.readDeadline(options);
    const level = options.read ?? 'session';
    const { response } = await this.reads.at(plainKey(key), level, deadline, KV.get, (read) => ({
      ...read,
      key,
    }));
    if (!response.found) return undefined;
    return { value: copyOf(response.value), asOf: asOfFrom(response.asOf) };
  }

  async put(key: string, value: KvInput, options: CommandOptions = {}): Promise<KvWritten> {
    const kvPut = { key, value: bytesOf(value) };
    const answer = await this.commands.execute(keySubject(key), { kvPut }, options);
    return { position: positionOf(answer) };
  }

  async delete(key: string, options: CommandOptions = {}): Promise<KvDeleted> {
    const answer = await this.commands.execute(keySubject(key), { kvDelete: { key } }, options);
    return { position: positionOf(answer), found: answer.kv?.found ?? false };
  }

  async *scan(options: KvScanOptions = {}): AsyncGenerator<KvPair, void, undefined> {
    const to = options.to ?? '';
    let from = options.from ?? '';
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const limit = Math.min(left, PAGE_PAIRS);
      const { response, route } = await this.reads.at(
        plainKey(from),
        options.read ?? 'stale',
        this.context.readDeadline(options),
        KV.scan,
        (read) => ({ ...read, from, to, limit }),
      );
      for (const pair of response.pairs) yield { key: pair.key ?? '', value: copyOf(pair.value) };
      left -= response.pairs.length;
      const next = response.more ? after(response.pairs.at(-1)?.key) : startOf(route.range.end);
      if (next === undefined || (to !== '' && !isBefore(next, to))) return;
      from = next;
    }
  }

  async compareAndSet(
    key: string,
    request: CompareAndSetRequest,
    options: CommandOptions = {},
  ): Promise<KvSwapped> {
    const { expected, value } = request;
    const kvCompareAndSet = {
      key,
      expectAbsent: expected === null,
      expected: expected === null ? new Uint8Array(0) : bytesOf(expected),
      value: bytesOf(value),
    };
    const subject = keySubject(key);
    const answer = await this.commands.execute(subject, { kvCompareAndSet }, options, ['CAS_MISMATCH']);
    const position = positionOf(answer);
    if (!answer.refusal) return { position, swapped: true, value: copyOf(kvCompareAndSet.value) };
    const present = answer.kv?.found === true && { value: copyOf(answer.kv.value) };
    return { position, swapped: false, ...present };
  }

  async decrement(key: string, request: DecrementRequest & CommandOptions = {}): Promise<KvCounter> {
    const kvDecrement = { key, by: safe(request.by ?? 1), floor: safe(request.floor ?? 0) };
    const answer = await this.commands.execute(keySubject(key), { kvDecrement }, request);
    const value = Number(new TextDecoder().decode(copyOf(answer.kv?.value)));
    if (!Number.isSafeInteger(value)) {
      throw new RailkvError(
        'NOT_A_NUMBER',
        `the counter at ${key} is beyond what a number holds; read it as text`,
      );
    }
    return { position: positionOf(answer), value };
  }

  async settle(key: string, requestId: string, options: SettleOptions = {}): Promise<KvSettlement> {
    const { refusal, kv } = await this.commands.settle(keySubject(key), requestId, options);
    if (refusal?.reason === 'ABANDONED') return { outcome: 'never' };
    if (refusal?.reason === 'REQUEST_EXPIRED') throw expiredError(`request ${requestId}`);
    if (refusal) return { outcome: 'refused', reason: refusal.reason ?? '', message: refusal.message ?? '' };
    return kv?.found === true ? { outcome: 'done', value: copyOf(kv.value) } : { outcome: 'done' };
  }
}

const encoder = new TextEncoder();

function bytesOf(value: KvInput): Uint8Array {
  return typeof value === 'string' ? encoder.encode(value) : value;
}

function positionOf({ position }: pb.Answer.$Properties): Position {
  return { group: position?.group ?? 0, index: position?.index ?? 0 };
}

/** @throws RailkvError INVALID_REQUEST */
function safe(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw new RailkvError('INVALID_REQUEST', `${value} is not an integer below 2^53`);
}

/** The least key above `key`. */
function after(key: string | null | undefined): string | undefined {
  return key === null || key === undefined ? undefined : `${key}\0`;
}

/** In the order of keys, which is that of their UTF-8 and not of JavaScript's strings. */
function isBefore(a: string, b: string): boolean {
  return compareKeys(plainKey(a), plainKey(b)) < 0;
}

/** The plain key at which the next range starts; undefined when there is none. */
function startOf(rangeEnd: Uint8Array): string | undefined {
  if (rangeEnd[0] !== SPACE_PLAIN) return undefined;
  return decodeKey(rangeEnd).components[0];
}
