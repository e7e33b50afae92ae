/** A client of a fake cluster, connected, with time and randomness in the test's hand. */
import { silentLogger } from '../../env/env.js';
import type { RailkvClient } from '../api.js';
import { connectOver } from '../connect.js';
import type { ConnectOptions } from '../options.js';
import { addressOf, FakeCluster, NODES } from './fake-cluster.js';
import { seededRandom } from './seeded-random.js';
import { VirtualClock } from './virtual-clock.js';

export interface TestClient {
  readonly clock: VirtualClock;
  readonly cluster: FakeCluster;
  readonly railkv: RailkvClient;
  /** Runs the world until the promise settles. */
  run<T>(promise: Promise<T>): Promise<T>;
}

export async function testClient(
  options: Partial<ConnectOptions> & { seed?: number } = {},
): Promise<TestClient> {
  const clock = new VirtualClock();
  const cluster = new FakeCluster(clock);
  const env = { clock, random: seededRandom(options.seed ?? 1), log: silentLogger };
  const connecting = connectOver(cluster, env, { seeds: NODES.map(addressOf), caller: 'alice', ...options });
  const railkv = await clock.run(connecting);
  return { clock, cluster, railkv, run: (promise) => clock.run(promise) };
}

/** A trip that needs no search. */
const TRIP = {
  run: { line: 'jinghu', train: 'G1', date: '2026-12-01' },
  from: { station: 'BJN', stop: 0 },
  to: { station: 'SHQ', stop: 3 },
} as const;

export const PURCHASE = { offer: TRIP, class: 'second', passengers: ['alice'] } as const;
