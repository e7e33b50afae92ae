/** For tests of the command line: a terminal that remembers, and a client that answers what a test says. */
import type {
  ClusterApi,
  ConnectOptions,
  KvApi,
  OperationsApi,
  RailkvClient,
  TicketsApi,
} from '../../client/index.js';
import type { ExitCode } from '../exit-codes.js';
import type { CliHost } from '../host.js';
import { runCli } from '../program.js';
import type { Terminal } from '../terminal.js';

export class FakeTerminal implements Terminal {
  stdout = '';
  stderr = '';
  readonly outIsTty: boolean = false;
  readonly errIsTty: boolean = false;
  inIsTty = false;
  readonly columns = 100;
  /** What is typed when a command asks. */
  answer = '';
  env: Record<string, string | undefined> = {};
  /** 2026-11-22 20:00 in Shanghai. */
  time = Date.UTC(2026, 10, 22, 12);
  input = '';

  out(text: string | Uint8Array): void {
    this.stdout += typeof text === 'string' ? text : Buffer.from(text).toString();
  }
  err(text: string): void {
    this.stderr += text;
  }
  now(): number {
    return this.time;
  }
  pause(ms: number): Promise<void> {
    this.time += ms;
    return Promise.resolve();
  }
  ask(question: string): Promise<string> {
    this.stderr += question;
    return Promise.resolve(this.answer);
  }
  readInput(): Promise<Uint8Array> {
    return Promise.resolve(Buffer.from(this.input));
  }
}

export interface FakeApis {
  readonly tickets?: Partial<TicketsApi>;
  readonly kv?: Partial<KvApi>;
  readonly cluster?: Partial<ClusterApi>;
  readonly operations?: Partial<OperationsApi>;
}

/** A call that the test did not foresee fails it. */
function strict<T extends object>(api: Partial<T>, name: string): T {
  return new Proxy(api, {
    get(target, key) {
      const found = Reflect.get(target, key) as unknown;
      if (found === undefined && typeof key === 'string' && key !== 'then') {
        throw new Error(`the test did not foresee ${name}.${key}`);
      }
      return found;
    },
  }) as T;
}

export function fakeClient(apis: FakeApis): RailkvClient & { closed: boolean } {
  return {
    tickets: strict<TicketsApi>(apis.tickets ?? {}, 'tickets'),
    kv: strict<KvApi>(apis.kv ?? {}, 'kv'),
    cluster: strict<ClusterApi>(apis.cluster ?? {}, 'cluster'),
    operations: strict<OperationsApi>(apis.operations ?? {}, 'operations'),
    closed: false,
    close() {
      this.closed = true;
      return Promise.resolve();
    },
  };
}

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  readonly connectedWith: ConnectOptions | undefined;
  readonly closed: boolean;
}

/** Runs the command line as a shell would split it, against a client of the test's. */
export async function runWith(
  args: readonly string[],
  apis: FakeApis = {},
  terminal = new FakeTerminal(),
): Promise<Ran> {
  const client = fakeClient(apis);
  let connectedWith: ConnectOptions | undefined;
  const host: CliHost = {
    terminal,
    connect(options) {
      connectedWith = options;
      return Promise.resolve(client);
    },
    defaultCaller: () => 'tester',
    version: '0.0.0-test',
    main: '/nowhere/src/cli/main.js',
  };
  const code = await runCli(args, host);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr, connectedWith, closed: client.closed };
}

export async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield item;
}
