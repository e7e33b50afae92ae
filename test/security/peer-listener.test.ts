/** Who may speak to a node's peer listener, over real sockets. */
import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Env } from '../../src/env/env.js';
import type { pb } from '../../src/proto/index.js';
import { PEER } from '../../src/proto/services.js';
import { testEnv } from '../../src/server/grpc/testing.js';
import type { HelloRefusal } from '../../src/server/peer-transport.js';
import { helloMetadata } from '../../src/server/transport/greeting.js';
import { GrpcPeerTransport } from '../../src/server/transport/grpc-peer-transport.js';
import { peerError } from '../../src/server/transport/peer-channel.js';
import { until } from '../until.js';
import { ChangingTls, TestAuthority } from './certificates.js';

const LIMITS = { peerMessage: 2 ** 20, peerQueue: 2 ** 20 };
const main = new TestAuthority('main').node('n1').node('n2').node('n3').caller('mallory', 'operator');
const other = new TestAuthority('main').node('n2');
const elsewhere = new TestAuthority('elsewhere').node('n2');
afterAll(() => {
  for (const authority of [main, other, elsewhere]) authority.remove();
});

interface Line {
  readonly fields: object;
  readonly message: string;
}

class PeerNode {
  readonly log: Line[] = [];
  readonly refusals: HelloRefusal[] = [];
  readonly frames: { readonly from: string; readonly frame: pb.PeerFrame.$Properties }[] = [];
  readonly transport: GrpcPeerTransport;
  readonly tls: ChangingTls;

  constructor(
    readonly id: string,
    authority: TestAuthority,
    certificate = `${id}.peer`,
    private readonly says = id,
    cluster = 'main',
  ) {
    const keep = (fields: object, message: string): number => this.log.push({ fields, message });
    const log = { debug: keep, info: keep, warn: keep, error: keep };
    const env: Env = { ...testEnv, log: { ...testEnv.log, ...log } };
    this.tls = new ChangingTls(authority.tls('peer-ca', certificate));
    const tls = { source: this.tls, cluster };
    this.transport = new GrpcPeerTransport({ env, address: '127.0.0.1:0', limits: LIMITS, tls });
  }

  async start(): Promise<this> {
    await this.transport.start({
      hello: (toNodeId) => ({ clusterId: 'c-1', nodeId: this.says, incarnation: 1, toNodeId }),
      checkHello: () => undefined,
      refused: (_, refusal) => this.refusals.push(refusal),
      frame: (from, _, frame) => this.frames.push({ from, frame }),
      pullSnapshot: () => this.snapshot(),
      pullPlacement: async () => ({ revision: 7 }),
    });
    return this;
  }

  /** Of which the end does not come by itself. */
  private async *snapshot(): AsyncIterable<pb.SnapshotChunk.$Properties> {
    yield {};
    await new Promise<void>((resolve) => {
      this.endSnapshot = resolve;
    });
  }

  endSnapshot: () => void = () => {};

  get address(): string {
    return this.transport.address ?? '';
  }

  dial(node: PeerNode, as = node.id): void {
    this.transport.setPeers([{ nodeId: as, address: node.address }]);
  }

  get connected(): boolean {
    return this.transport.figures().every(({ connected }) => connected);
  }

  said(pattern: RegExp): boolean {
    return this.log.some((line) => pattern.test(JSON.stringify(line)));
  }
}

const running: PeerNode[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ transport }) => transport.stop()));
});

async function start(...parts: ConstructorParameters<typeof PeerNode>): Promise<PeerNode> {
  const node = await new PeerNode(...parts).start();
  running.push(node);
  return node;
}

describe('nodes with certificates of one authority', () => {
  it('send frames to each other and pull from each other', async () => {
    const [a, b] = [await start('n1', main), await start('n2', main)];
    a.dial(b);
    await until(() => a.connected);
    expect(a.transport.send('n2', { heartbeat: { sequence: 4 } })).toBe(true);
    await until(() => b.frames.length === 1);
    expect(b.frames[0]?.from).toBe('n1');
    expect(await a.transport.pullPlacement('n2', {})).toMatchObject({ revision: 7 });
  });

  it('refuse one that says to be another than its certificate names, and tell it so', async () => {
    const [liar, b] = [await start('n1', main, 'n1.peer', 'n3'), await start('n2', main)];
    liar.dial(b);
    await until(() => liar.refusals.length > 0);
    expect(liar.refusals[0]).toMatchObject({
      reason: 'CERTIFICATE',
      message: expect.stringContaining(
        'it says to be node n3, and its certificate is of node n1 of cluster main',
      ),
    });
    await expect(liar.transport.pullPlacement('n2', {})).rejects.toMatchObject({ reason: 'PEER_REFUSED' });
  });

  it('dial nobody else than the node they mean: another one at its address is left alone', async () => {
    const [a, b] = [await start('n1', main), await start('n2', main)];
    a.dial(b, 'n9');
    await until(() => a.said(/its certificate is of node n2 of cluster main, and node n9 .* was dialled/));
    expect(b.frames).toEqual([]);
  });

  it('take up new certificates for new connections, and leave the old ones alone while their authority is trusted', async () => {
    const [a, b] = [await start('n1', main), await start('n2', main)];
    a.dial(b);
    await until(() => a.connected);
    const renewed = new TestAuthority('main').node('n1').node('n2');
    const both = `${main.read('peer-ca.crt')}${renewed.read('peer-ca.crt')}`;
    for (const node of [a, b]) node.tls.replace({ ...renewed.tls('peer-ca', `${node.id}.peer`), ca: both });
    a.transport.send('n2', { heartbeat: { sequence: 1 } });
    await until(() => b.frames.length === 1);
    expect(a.connected).toBe(true);
    expect(a.said(/lost a peer/)).toBe(false);
    renewed.remove();
  });

  it('end connections of an authority that was taken out, and connect again with what they have now', async () => {
    const [a, b, old] = [await start('n1', main), await start('n2', main), await start('n3', main)];
    const renewed = new TestAuthority('main').node('n1').node('n2');
    a.dial(b);
    old.dial(b);
    await until(() => a.connected && old.connected);
    for (const node of [a, b]) node.tls.replace(renewed.tls('peer-ca', `${node.id}.peer`));
    await until(() => a.said(/lost a peer/) && old.said(/lost a peer/));
    await until(() => a.connected);
    a.transport.send('n2', { heartbeat: { sequence: 1 } });
    await until(() => b.frames.length === 1);
    await until(() => old.said(/cannot reach a peer/));
    expect(old.connected).toBe(false);
    expect(b.frames.map(({ from }) => from)).toEqual(['n1']);
    renewed.remove();
  });

  it('end a snapshot that they are pulling when its source is of an authority that was taken out', async () => {
    const [a, b] = [await start('n1', main), await start('n2', main)];
    a.dial(b);
    await until(() => a.connected);
    let chunks = 0;
    const pulled = (async () => {
      for await (const _ of a.transport.pullSnapshot('n2', { group: 3 })) chunks += 1;
    })();
    const ended = pulled.then(
      () => 'whole',
      (error: unknown) => String(error),
    );
    await until(() => chunks === 1);
    a.tls.replace({ ...a.tls.current, ca: other.read('peer-ca.crt') });
    expect(await ended).toContain('an authority was taken out');
    b.endSnapshot();
  });

  it('leave a node by themselves whose authority they no longer trust, though it trusts them', async () => {
    const [a, b] = [await start('n1', main), await start('n2', main)];
    a.dial(b);
    await until(() => a.connected);
    a.tls.replace({ ...a.tls.current, ca: other.read('peer-ca.crt') });
    await until(() => a.said(/lost a peer/) && a.said(/cannot reach a peer/));
    expect(a.connected).toBe(false);
  });
});

describe('a peer listener', () => {
  it.each([
    ['another authority, though of a cluster of that name', other, 'main'],
    ['another cluster', elsewhere, 'elsewhere'],
  ])('refuses a node of %s, and says why on both sides', async (_, authority, cluster) => {
    const [stranger, b] = [await start('n2', authority, 'n2.peer', 'n2', cluster), await start('n1', main)];
    stranger.dial(b);
    await until(() => stranger.said(/cannot reach a peer/));
    expect(b.frames).toEqual([]);
    // The stranger looks first, and does not trust this node either; one that does not look is told.
    const client = new Client(b.address, insecureOf(authority, 'n2.peer'), SNI);
    expect(await refusalOf(client)).toMatch(
      /not signed by an authority that this port trusts .* Nodes of cluster main/,
    );
    expect(b.said(/refused a connection to the peer listener/)).toBe(true);
  });

  it("refuses a client's certificate, an operator's too: it is of another authority", async () => {
    const b = await start('n1', main);
    const client = new Client(b.address, insecureOf(main, 'mallory'), SNI);
    expect(await refusalOf(client)).toMatch(
      /was not signed by an authority that this port trusts.*clients and other clusters do not/,
    );
    expect(b.frames).toEqual([]);
  });

  it("refuses a client's certificate even where one authority signs both", async () => {
    const careless = new PeerNode('n1', main);
    careless.tls.current = {
      ...careless.tls.current,
      ca: `${main.read('peer-ca.crt')}${main.read('client-ca.crt')}`,
    };
    running.push(await careless.start());
    const client = new Client(careless.address, insecureOf(main, 'mallory'), SNI);
    expect(await refusalOf(client)).toMatch(
      /is of operator mallory of cluster main, not of a node of cluster main/,
    );
  });

  it('refuses whoever shows no certificate, an expired one, or speaks plain text', async () => {
    const b = await start('n1', main);
    const bare = credentials.createSsl(Buffer.from(main.read('peer-ca.crt')), null, null, ANYBODY);
    expect(await refusalOf(new Client(b.address, bare, SNI))).toMatch(/no certificate was shown/);
    const late = new TestAuthority('main').node('n2', -1);
    const mixed = { ...late.tls('peer-ca', 'n2.peer'), ca: late.read('peer-ca.crt') };
    b.tls.replace({ ...b.tls.current, ca: mixed.ca });
    expect(await refusalOf(new Client(b.address, insecureOf(late, 'n2.peer'), SNI))).toMatch(/has expired/);
    expect(await refusalOf(new Client(b.address, credentials.createInsecure()))).toMatch(
      /this port speaks TLS and was sent plain text/,
    );
    late.remove();
  });
});

const ANYBODY = { rejectUnauthorized: false };
const SNI = { 'grpc.ssl_target_name_override': 'n1.node.railkv' };

/** Looks at nothing that the other side shows. */
function insecureOf(authority: TestAuthority, name: string) {
  const bytes = (file: string): Buffer => Buffer.from(authority.read(file));
  return credentials.createSsl(bytes('peer-ca.crt'), bytes(`${name}.key`), bytes(`${name}.crt`), ANYBODY);
}

/** Sends what a node would, and @returns why it is refused. */
async function refusalOf(client: Client): Promise<string> {
  const hello = { clusterId: 'c-1', nodeId: 'n2', incarnation: 1, toNodeId: 'n1' };
  const method = PEER.pullPlacement;
  const error = await new Promise<ServiceError | null>((resolve) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      {},
      helloMetadata(hello),
      { deadline: Date.now() + 5_000 },
      resolve,
    );
  });
  client.close();
  if (error === null) return 'it was served';
  const { reason, message } = peerError(error);
  return reason === 'PEER_REFUSED' || reason === 'TLS_REQUIRED' ? message : `${reason}: ${message}`;
}
