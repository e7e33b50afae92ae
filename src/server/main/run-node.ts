/** A node as a process runs it: the machine's environment, LevelDB, gRPC towards peers and clients, HTTP for those who look
 *  after it, put together around one RailNode. `railkv serve` runs this; the simulator builds the same RailNode otherwise. */

import type { Env, Timer } from '../../env/env.js';
import { VERSIONS } from '../../proto/versions.js';
import type { Disk } from '../../store/engine.js';
import { LevelDisk } from '../../store/level/level-disk.js';
import { Admission } from '../admission/admission.js';
import { type ClusterConfig, type ConfiguredNode, findNode } from '../config/cluster-config.js';
import { type ClientSecurity, ClientServer } from '../grpc/client-server.js';
import { clientGate, SecureIdentity } from '../grpc/secure-identity.js';
import type { ClusterMemory } from '../host/cluster-memory.js';
import type { NodeConfig, Vitals } from '../host/node-config.js';
import { HttpServer } from '../http/http-server.js';
import { type NodeFigures, NodeMetrics } from '../http/metrics.js';
import type { PeerTransport } from '../peer-transport.js';
import type { Services } from '../services/service.js';
import { GrpcPeerTransport } from '../transport/grpc-peer-transport.js';
import { AuditLog } from './audit-log.js';
import { CredentialFiles } from './credential-files.js';
import { EventLoopDelay } from './event-loop-delay.js';
import { hostLimits } from './host-limits.js';
import { type KnownCluster, readKnownCluster, writeKnownCluster } from './known-cluster.js';
import { measuredDisk } from './measured-disk.js';
import { realEnv } from './real-env.js';
import { NodeStartError } from './start-error.js';
import { threadPoolProblem } from './thread-pool.js';

export interface RunOptions {
  readonly config: ClusterConfig;
  readonly nodeId: string;
  /** The node's own data directory. */
  readonly directory: string;
  /** The id that `init` gave the cluster. */
  readonly clusterId: string;
  /** Of the software. */
  readonly version: string;
  /** Of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What is asked of the node inside; RailNode is it. */
export interface ServedNode {
  readonly services: Services;
  /** Opens the store, and the transport it was given. */
  start(): Promise<void>;
  /** Gives its leaders away, makes everything durable, closes transport and store. */
  stop(): Promise<void>;
  /** @returns why it cannot serve yet, or undefined */
  notReady(): string | undefined;
  figures?(): NodeFigures | undefined;
}

export type NodeFactory = (parts: {
  readonly config: NodeConfig;
  readonly env: Env;
  readonly disk: Disk;
  readonly transport: PeerTransport;
  readonly vitals: () => Vitals;
  readonly memory: ClusterMemory;
}) => ServedNode;

export interface RunningNode {
  readonly env: Env;
  /** Where it listens. */
  readonly addresses: { readonly peer: string; readonly client: string; readonly http: string };
  /** Resolves, with the reason, if the cluster removes the node: it has to be stopped then, and never starts again. */
  readonly removed: Promise<string>;
  /** Drains and closes; calling it again waits for the same end. */
  stop(): Promise<void>;
}

const READINESS_MS = 200;

/** @throws NodeStartError, ListenError or StoreError, with nothing left open */
export async function runNode(options: RunOptions, createNode: NodeFactory): Promise<RunningNode> {
  const own = ownNode(options);
  const env = realEnv(options.config.logLevel, own.id);
  const run = new NodeRun(options, own, env, createNode);
  try {
    return await run.start();
  } catch (error) {
    await run.stop();
    throw error;
  }
}

function ownNode({ config, nodeId, environment }: RunOptions): ConfiguredNode {
  const own = findNode(config, nodeId);
  if (!own)
    throw new NodeStartError(
      'UNKNOWN_NODE',
      `${config.file} lists no node ${nodeId}: it has ${config.nodes.map((node) => node.id).join(', ')}`,
    );
  const problem = threadPoolProblem(environment);
  if (problem) throw new NodeStartError('THREAD_POOL', problem);
  return own;
}

class NodeRun {
  private readonly credentials: CredentialFiles | undefined;
  private readonly auditLog: AuditLog;
  private readonly metrics: NodeMetrics;
  private readonly admission: Admission;
  private readonly delay: EventLoopDelay;
  private readonly transport: GrpcPeerTransport;
  private readonly node: ServedNode;
  private readonly clients: ClientServer;
  private readonly http: HttpServer;
  private readinessTimer: Timer | undefined;
  private phase: 'starting' | 'running' | 'stopping' = 'starting';
  private stopped: Promise<void> | undefined;
  private nodeStarted = false;
  private remembered: KnownCluster | undefined;
  private tellRemoved: (why: string) => void = () => {};
  private readonly removed = new Promise<string>((resolve) => {
    this.tellRemoved = resolve;
  });

  constructor(
    private readonly options: RunOptions,
    private readonly own: ConfiguredNode,
    private readonly env: Env,
    createNode: NodeFactory,
  ) {
    const { limits, security, cluster } = options.config;
    this.credentials = security && new CredentialFiles(env, options.config, security, own.id);
    this.auditLog = new AuditLog(env, options.directory, own.id);
    const nowMs = env.clock.monotonicMs;
    this.metrics = new NodeMetrics(() => this.figures());
    this.admission = new Admission({ limits, nowMs, random: () => env.random.next() });
    this.delay = new EventLoopDelay(env.clock, (delayMs) => this.admission.sample(delayMs));
    const { credentials } = this;
    const peerTls = credentials && { source: credentials.peer, cluster: cluster.name };
    this.transport = new GrpcPeerTransport({ env, address: own.peer, limits, tls: peerTls });
    const disk = new LevelDisk(options.directory);
    this.remembered = readKnownCluster(options.directory, options.clusterId);
    this.node = createNode({
      config: asRemembered(nodeConfig(options), this.remembered),
      env,
      disk: measuredDisk(disk, nowMs, (database, rows, elapsedMs) =>
        this.metrics.syncedWrite(database, rows, elapsedMs),
      ),
      transport: this.transport,
      vitals: () => ({ ...processVitals(), ...certificateEnd(credentials) }),
      memory: {
        known: (nodes, revision) => this.remember({ nodes, revision }),
        removed: (why) => {
          this.remember({ removed: why });
          this.tellRemoved(why);
        },
      },
    });
    this.clients = new ClientServer({
      env,
      clusterId: options.clusterId,
      services: this.node.services,
      admission: this.admission,
      limits,
      ended: (path, reason, elapsedMs) => this.metrics.callEnded(path, reason, elapsedMs),
      answered: (outcomes) => this.metrics.outcomes(outcomes),
      audit: (line) => this.auditLog.record(line),
      security: credentials && clientSecurity(credentials, cluster.name, env),
    });
    this.http = new HttpServer({
      metrics: async () => ({ contentType: this.metrics.contentType, text: await this.metrics.text() }),
      notReady: () => this.notReady(),
    });
  }

  /** Whoever looks is let in first, clients last. */
  async start(): Promise<RunningNode> {
    const http = await this.http.listen(this.own.http);
    this.nodeStarted = true;
    await this.node.start();
    const client = await this.clients.start(this.own.client);
    const peer = this.transport.address ?? this.own.peer;
    this.delay.start();
    this.credentials?.start();
    this.phase = 'running';
    this.watchReadiness();
    this.env.log.info({ peer, client, http, version: this.options.version }, 'the node listens');
    const { env, removed } = this;
    return { env, addresses: { peer, client, http }, removed, stop: () => this.stop() };
  }

  private remember(news: Partial<KnownCluster>): void {
    const { directory, clusterId } = this.options;
    const known = { clusterId, revision: 0, removed: '', nodes: [], ...this.remembered, ...news };
    this.remembered = known;
    try {
      writeKnownCluster(directory, known);
    } catch (error) {
      this.env.fatal('what this node knows of its cluster could not be written', error);
    }
  }

  stop(): Promise<void> {
    this.stopped ??= this.close();
    return this.stopped;
  }

  /** Clients first: what they have in progress needs the node, and the node its peers. */
  private async close(): Promise<void> {
    this.phase = 'stopping';
    this.readinessTimer?.cancel();
    this.credentials?.stop();
    await this.clients.stop();
    await this.auditLog.close();
    this.delay.stop();
    if (this.nodeStarted) await this.node.stop();
    await this.transport.stop();
    await this.http.close();
  }

  private watchReadiness(): void {
    if (this.phase !== 'running') return;
    this.clients.setServing(this.notReady() === undefined);
    this.readinessTimer = this.env.clock.after(READINESS_MS, () => this.watchReadiness());
  }

  private notReady(): string | undefined {
    return this.phase === 'running' ? this.node.notReady() : `the node is ${this.phase}`;
  }

  private async figures(): Promise<NodeFigures> {
    const { admin } = this.node.services;
    const status = this.phase === 'running' ? await admin.nodeStatus({}) : {};
    const admission = this.admission.figures();
    const clients = this.clients.figures();
    const peers = this.transport.figures();
    return {
      groupsHosted: status.groupsHosted ?? 0,
      groupsLed: status.groupsLed ?? 0,
      groupsAsleep: status.groupsAsleep ?? 0,
      groupsDamaged: status.groupsDamaged ?? 0,
      lowOnDisk: status.lowOnDisk ? 1 : 0,
      ...(status.diskFreeBytes ? { diskFreeBytes: status.diskFreeBytes } : {}),
      inFlight: admission.inFlight,
      inFlightLimit: admission.limit,
      clientConnections: clients.connections,
      clientConnectionsRefused: clients.turnedAway,
      commandStreams: clients.streams,
      peersConnected: peers.filter((peer) => peer.connected).length,
      peerQueueBytes: peers.reduce((sum, peer) => sum + peer.queuedBytes, 0),
      peerFramesDropped: peers.reduce((sum, peer) => sum + peer.dropped, 0),
      ...certificateDays(this.credentials, this.env.clock.wallMs()),
      ...this.node.figures?.(),
    };
  }
}

/** Negative: expired so long ago. */
function certificateDays(credentials: CredentialFiles | undefined, nowMs: number): NodeFigures {
  const ends = credentials?.ends() ?? [];
  return Object.fromEntries(
    ends.map(({ use, notAfterMs }) => [
      `${use}CertificateDays`,
      Math.floor((notAfterMs - nowMs) / 86_400_000),
    ]),
  );
}

function certificateEnd(credentials: CredentialFiles | undefined): Pick<Vitals, 'certificateUntilMs'> {
  const ends = credentials?.ends() ?? [];
  return ends.length === 0 ? {} : { certificateUntilMs: Math.min(...ends.map((end) => end.notAfterMs)) };
}

function clientSecurity(credentials: CredentialFiles, cluster: string, env: Env): ClientSecurity {
  return {
    policy: clientGate(credentials.client, cluster, (from, why) =>
      env.log.info({ from, why }, 'refused a connection to the client listener'),
    ),
    identity: new SecureIdentity({
      cluster,
      tokenKeys: () => credentials.tokenKeys(),
      nowMs: env.clock.wallMs,
    }),
  };
}

function processVitals(): Vitals {
  const { user, system } = process.cpuUsage();
  return { rssBytes: process.memoryUsage.rss(), cpuSeconds: (user + system) / 1e6 };
}

/** The nodes as last known, not those of the file: it only starts a cluster. */
function asRemembered(config: NodeConfig, known: KnownCluster | undefined): NodeConfig {
  if (known === undefined || known.nodes.length === 0) return config;
  const own = config.nodes.filter(({ nodeId }) => nodeId === config.nodeId);
  const others = known.nodes.filter(({ nodeId }) => nodeId !== config.nodeId);
  return { ...config, nodes: [...own, ...others] };
}

/** What RailNode is told; `init` makes directories of it too. */
export function nodeConfig({ config, nodeId, clusterId, directory, version }: RunOptions): NodeConfig {
  return {
    clusterId,
    nodeId,
    version,
    versions: VERSIONS,
    dataDirectory: directory,
    nodes: config.nodes.map(({ id, peer, client, labels, placement }) => ({
      nodeId: id,
      peerAddress: peer,
      clientAddress: client,
      labels,
      placement,
    })),
    defaultReplicas: config.cluster.replicas,
    defaultAckQuorum: config.cluster.ackQuorum,
    limits: hostLimits(config.limits),
  };
}
