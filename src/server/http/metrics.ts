/** What a node counts and measures, in Prometheus' terms. Hot paths only add to plain numbers; everything else is asked for
 *  when somebody scrapes. The names are part of the interface: docs/metrics.md lists them. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { pb } from '../../proto/index.js';

/** Read at a scrape; a field that is absent is not exported. */
export interface NodeFigures {
  readonly groupsHosted?: number;
  readonly groupsLed?: number;
  readonly groupsAsleep?: number;
  readonly groupsDamaged?: number;
  readonly queuedCommands?: number;
  readonly queuedBytes?: number;
  readonly proposals?: number;
  readonly checkpoints?: number;
  readonly groupsDisputed?: number;
  readonly digests?: number;
  readonly digestDifferences?: number;
  readonly cacheBytes?: number;
  readonly diskFreeBytes?: number;
  readonly lowOnDisk?: number;
  readonly inFlight?: number;
  readonly inFlightLimit?: number;
  readonly clientConnections?: number;
  readonly clientConnectionsRefused?: number;
  readonly commandStreams?: number;
  readonly peersConnected?: number;
  readonly peerQueueBytes?: number;
  readonly peerFramesDropped?: number;
  readonly peerCertificateDays?: number;
  readonly clientCertificateDays?: number;
}

const FIGURES: { readonly [name in keyof Required<NodeFigures>]: readonly [metric: string, help: string] } = {
  groupsHosted: ['railkv_groups_hosted', 'Groups with a replica on this node'],
  groupsLed: ['railkv_groups_led', 'Groups whose leader is on this node'],
  groupsAsleep: ['railkv_groups_asleep', 'Groups that are quiet and cost nothing'],
  groupsDamaged: [
    'railkv_groups_damaged',
    'Replicas that stopped: bytes changed on disk, or rows differ from the majority',
  ],
  queuedCommands: ['railkv_queued_commands', 'Commands that wait to be proposed, all groups'],
  queuedBytes: ['railkv_queued_bytes', 'Their bytes'],
  proposals: ['railkv_proposed_entries', 'Log entries proposed since the start'],
  checkpoints: ['railkv_checkpoints', 'Checkpoints written since the start'],
  groupsDisputed: [
    'railkv_groups_disputed',
    'Groups whose replicas have different rows here, and no majority says whose are right: they sell nothing',
  ],
  digests: ['railkv_digests', 'Digests of rows taken since the start, to be compared between replicas'],
  digestDifferences: ['railkv_digest_differences', 'Times since the start that replicas had different rows'],
  cacheBytes: ['railkv_cache_bytes', 'Decoded rows held in memory'],
  diskFreeBytes: ['railkv_disk_free_bytes', 'Free bytes of the disk with the data directory'],
  lowOnDisk: ['railkv_disk_low', '1 while the disk is below limits.lowSpace'],
  inFlight: ['railkv_in_flight', 'Calls and commands in progress'],
  inFlightLimit: ['railkv_in_flight_limit', 'How many the node takes on at present'],
  clientConnections: ['railkv_client_connections', 'Connections of clients'],
  clientConnectionsRefused: ['railkv_client_connections_refused', 'Closed at once since the start: too many'],
  commandStreams: ['railkv_command_streams', 'Open ExecuteStream calls'],
  peersConnected: ['railkv_peers_connected', 'Other nodes this one can send to'],
  peerQueueBytes: ['railkv_peer_queue_bytes', 'Bytes waiting to be sent to other nodes'],
  peerFramesDropped: [
    'railkv_peer_frames_dropped',
    'Frames not sent since the start: no connection, or a full queue',
  ],
  peerCertificateDays: [
    'railkv_peer_certificate_days_left',
    "Days until this node's certificate towards other nodes expires",
  ],
  clientCertificateDays: [
    'railkv_client_certificate_days_left',
    "Days until the client listener's certificate expires",
  ],
};

const CALL_BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WRITE_BUCKETS_S = [0.0001, 0.0003, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];

/** A timer of its own goes off this often, in an idle node too. */
const EVENT_LOOP_PRECISION_MS = 100;

/** What a command came to when nothing refused it. */
const DONE = 'DONE';

export class NodeMetrics {
  private readonly registry = new Registry();
  private readonly callsTotal: Counter<'method' | 'reason'>;
  private readonly callSeconds: Histogram<'method'>;
  private readonly writeSeconds: Histogram<'database'>;
  private readonly writtenOps: Counter<'database'>;
  private readonly commands = new Map<string, number>();
  private readonly orders = new Map<string, number>();

  constructor(private readonly figures: () => Promise<NodeFigures> | NodeFigures) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS });
    this.callsTotal = new Counter({
      name: 'railkv_calls_total',
      help: 'Ended gRPC calls, by method and by OK or the reason of the failure',
      labelNames: ['method', 'reason'],
      registers,
    });
    this.callSeconds = new Histogram({
      name: 'railkv_call_seconds',
      help: 'How long calls took at this node',
      labelNames: ['method'],
      buckets: CALL_BUCKETS_S,
      registers,
    });
    this.writeSeconds = new Histogram({
      name: 'railkv_synced_write_seconds',
      help: 'How long synced writes took, by database; each one of the log is a batch of entries of many groups',
      labelNames: ['database'],
      buckets: WRITE_BUCKETS_S,
      registers,
    });
    this.writtenOps = new Counter({
      name: 'railkv_written_rows_total',
      help: 'Rows in those writes',
      labelNames: ['database'],
      registers,
    });
    this.exportCounts(
      'railkv_commands_total',
      'Commands answered, by DONE or the reason of the refusal',
      'outcome',
      this.commands,
    );
    this.exportCounts(
      'railkv_orders_total',
      'Orders in answers given for the first time, by their state',
      'state',
      this.orders,
    );
  }

  callEnded(path: string, reason: string, elapsedMs: number): void {
    const method = path.slice(path.lastIndexOf('.') + 1);
    this.callsTotal.inc({ method, reason });
    this.callSeconds.observe({ method }, elapsedMs / 1_000);
  }

  /** Of commands, unary or streamed. */
  outcomes(outcomes: readonly pb.Outcome.$Properties[]): void {
    for (const { answer, failure } of outcomes) {
      add(this.commands, failure?.reason ?? answer?.refusal?.reason ?? DONE);
      if (answer?.order?.state && !answer.repeated && !answer.refusal) add(this.orders, answer.order.state);
    }
  }

  syncedWrite(database: string, rows: number, elapsedMs: number): void {
    this.writeSeconds.observe({ database }, elapsedMs / 1_000);
    this.writtenOps.inc({ database }, rows);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  async text(): Promise<string> {
    const figures = await this.figures(); // one question to the node a scrape, not one a metric
    return `${await this.registry.metrics()}\n${figuresText(figures)}`;
  }

  private exportCounts(name: string, help: string, label: string, counts: ReadonlyMap<string, number>): void {
    new Counter({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [value, count] of counts) this.inc({ [label]: value }, count);
      },
    });
  }
}

/** Names of all metrics that `NodeFigures` gives. */
export const FIGURE_METRICS: readonly string[] = Object.values(FIGURES).map(([metric]) => metric);

function figuresText(figures: NodeFigures): string {
  const lines: string[] = [];
  for (const [name, [metric, help]] of Object.entries(FIGURES)) {
    const value = figures[name as keyof NodeFigures];
    if (value !== undefined)
      lines.push(`# HELP ${metric} ${help}`, `# TYPE ${metric} gauge`, `${metric} ${value}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
