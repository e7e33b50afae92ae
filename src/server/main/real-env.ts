/** The machine's clock, randomness, log and end: what a running node is given where a simulated one gets the seed's. */
import { randomFillSync } from 'node:crypto';
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import type { Clock, Env, Fatal, Logger, Random } from '../../env/env.js';
import type { ClusterConfig } from '../config/cluster-config.js';

/** sysexits' EX_SOFTWARE: the node ended itself because going on could have broken a promise. */
export const EXIT_FATAL = 70;

export const realClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
  soon(callback) {
    setImmediate(callback);
  },
};

/** From the system's generator: nodes that start at the same moment must not draw the same election timeouts. */
export function cryptoRandom(): Random {
  const pool = new Uint32Array(256);
  let at = pool.length;
  return {
    next() {
      if (at === pool.length) {
        randomFillSync(pool);
        at = 0;
      }
      const word = pool[at] ?? 0;
      at += 1;
      return word / 2 ** 32;
    },
  };
}

/** JSON lines on stdout, written before the call returns: the last line is there whatever comes next. */
function jsonLogger(level: ClusterConfig['logLevel'], fields: Readonly<Record<string, unknown>>): Logger {
  return pino(
    {
      level,
      base: fields,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause, cause: causeText },
    },
    pino.destination({ dest: 1, sync: true }),
  );
}

function causeText(cause: unknown): unknown {
  return cause instanceof Error ? pino.stdSerializers.errWithCause(cause) : cause;
}

export interface ProcessEnd {
  exit(code: number): never;
  /** Writes to a descriptor before it returns. */
  write(text: string): void;
}

const thisProcess: ProcessEnd = {
  exit: (code) => process.exit(code),
  write(text) {
    try {
      writeSync(1, text);
    } catch {
      // Nobody is left to read it: the exit code still speaks.
    }
  },
};

/** Ends the process at once, with one last line that says why. A second failure on the way out says nothing more.
 *  @param fields of the node, for the line */
export function fatalEnd(end: ProcessEnd, fields: Readonly<Record<string, unknown>>): Fatal {
  let ending = false;
  return (reason, cause) => {
    if (!ending) {
      ending = true;
      const err =
        cause instanceof Error ? { type: cause.name, message: cause.message, stack: cause.stack } : cause;
      const line = { level: 'fatal', time: new Date().toISOString(), ...fields, err, msg: reason };
      end.write(`${JSON.stringify(line)}\n`);
    }
    return end.exit(EXIT_FATAL);
  };
}

export function realEnv(level: ClusterConfig['logLevel'], nodeId: string): Env {
  const fields = { node: nodeId, pid: process.pid };
  return {
    clock: realClock,
    random: cryptoRandom(),
    log: jsonLogger(level, fields),
    fatal: fatalEnd(thisProcess, fields),
  };
}
