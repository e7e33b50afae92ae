/** What plain keys hold, kept beside the product from commands and answers: KvSequential says that each answer is that of a map,
 *  command after command in the order of the log. Keeps each key's past, for those who judge reads. */
import type { pb } from '../../../src/proto/index.js';
import { type Fail, signature } from './books.js';
import type { CanonCommand, CanonEntry, CanonListener } from './canon.js';

interface Version {
  readonly index: number;
  readonly value: string | undefined;
}

interface Recorded {
  readonly body: string;
  readonly answer: string;
  notAfterMs: number;
}

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('latin1');

export function keyOf(command: pb.Command.$Properties): string | undefined {
  const { kvPut, kvDelete, kvCompareAndSet, kvDecrement } = command;
  const body = kvPut ?? kvDelete ?? kvCompareAndSet ?? kvDecrement;
  return body ? (body.key ?? '') : undefined;
}

export class KvBooks implements CanonListener {
  readonly #past = new Map<string, Version[]>();
  readonly #requests = new Map<string, Recorded>();

  constructor(private readonly fail: Fail) {}

  /** The value as of a position; undefined: none. */
  at(key: string, index: number): string | undefined {
    let value: string | undefined;
    for (const version of this.#past.get(key) ?? []) {
      if (version.index > index) break;
      value = version.value;
    }
    return value;
  }

  /** All values that the key has had from one position to another. */
  between(key: string, from: number, to: number): (string | undefined)[] {
    const values = [this.at(key, from)];
    for (const { index, value } of this.#past.get(key) ?? [])
      if (index > from && index <= to) values.push(value);
    return values;
  }

  entry(entry: CanonEntry): void {
    for (const sent of entry.commands) {
      const key = sent.command === undefined ? undefined : keyOf(sent.command);
      if (key !== undefined && sent.answer.unrecorded !== true) this.#follow(entry, key, sent);
      else if (sent.command?.getOutcome?.key && !sent.answer.refusal)
        this.#asked(entry, sent.command.getOutcome, sent);
    }
  }

  #asked({ nowMs }: CanonEntry, asked: pb.GetOutcome.$Properties, { caller, answer }: CanonCommand): void {
    const id = `${asked.key}/${caller}/${asked.askedRequestId}`;
    const found = answer.asked ?? {};
    const known = this.#requests.get(id);
    const reason = found.refusal?.reason ?? '';
    if (reason === 'REQUEST_EXPIRED') return;
    if (reason === 'ABANDONED') {
      if (known !== undefined && known.body !== '' && nowMs <= known.notAfterMs)
        this.fail('D4Idempotency', `${id} was answered ${known.answer}, its outcome is ABANDONED`);
      this.#requests.set(id, { body: '', answer: '', notAfterMs: nowMs + 15 * 60_000 });
    } else if (signature(found) !== known?.answer) {
      this.fail('D4Idempotency', `${id} was answered ${known?.answer}, its outcome is ${signature(found)}`);
    }
  }

  #follow({ index, nowMs }: CanonEntry, key: string, { caller, command, body, answer }: CanonCommand): void {
    const id = `${key}/${caller}/${command?.requestId}`;
    const reason = answer.refusal?.reason ?? '';
    const known = this.#requests.get(id);
    if (reason === 'REQUEST_EXPIRED') return;
    if (known !== undefined && (answer.repeated === true || nowMs <= known.notAfterMs)) {
      known.notAfterMs = Math.max(known.notAfterMs, command?.notAfterMs ?? 0);
      const expected =
        known.body === '' ? 'ABANDONED' : known.body === body ? known.answer : 'REQUEST_ID_REUSED';
      if (expected !== (known.body === body ? signature(answer) : reason))
        this.fail('D4Idempotency', `${id} should be answered ${expected}, and is ${signature(answer)}`);
      return;
    }
    if (answer.repeated === true || reason === 'REQUEST_ID_REUSED')
      this.fail('D4Idempotency', `${id} is answered ${reason || 'as a repetition'}, and was never used`);
    const notAfterMs = command?.notAfterMs ?? 0;
    this.#requests.set(id, { body, answer: signature(answer), notAfterMs });
    this.#effect(index, key, command ?? {}, answer);
  }

  #effect(
    index: number,
    key: string,
    command: pb.Command.$Properties,
    { refusal, kv }: pb.Answer.$Properties,
  ): void {
    const present = this.at(key, index);
    const { kvPut, kvDelete, kvCompareAndSet: cas, kvDecrement } = command;
    const expect = (reason: string, value: string | undefined, next: string | undefined): void => {
      const got = `${refusal?.reason ?? ''}/${kv?.value ? text(kv.value) : ''}`;
      if (got !== `${reason}/${value ?? ''}`)
        this.fail(
          'KvSequential',
          `${key} holds ${present}; ${JSON.stringify(command)} should give ${reason}/${value}, not ${got}`,
        );
      if (next !== present) this.#set(key, index, next);
    };
    if (kvPut) expect('', undefined, text(kvPut.value));
    else if (kvDelete) {
      if (kv?.found !== (present !== undefined))
        this.fail('KvSequential', `${key} holds ${present}, and its delete says found: ${kv?.found}`);
      expect('', undefined, undefined);
    } else if (cas) {
      const matches = cas.expectAbsent ? present === undefined : present === text(cas.expected);
      if (matches) expect('', undefined, text(cas.value));
      else expect('CAS_MISMATCH', present, present);
    } else if (kvDecrement) {
      if (present === undefined) {
        expect('KEY_NOT_FOUND', undefined, undefined);
        return;
      }
      if (!/^-?\d{1,16}$/.test(present)) {
        expect('NOT_A_NUMBER', undefined, present);
        return;
      }
      const next = Number(present) - (kvDecrement.by ?? 0);
      if (next < (kvDecrement.floor ?? 0)) expect('BELOW_FLOOR', present, present);
      else expect('', String(next), String(next));
    }
  }

  #set(key: string, index: number, value: string | undefined): void {
    const past = this.#past.get(key) ?? [];
    past.push({ index, value });
    this.#past.set(key, past);
  }
}
