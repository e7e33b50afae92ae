/** Whose directory this is: a small file that only `init` and joins create, and that every start raises the incarnation in.
 *  Peers refuse a node whose incarnation is not above what they have seen: an old copy of a disk never votes. */
import { DIRECTORY_FORMAT, FIRST_DIRECTORY_FORMAT } from '../proto/versions.js';
import type { Disk } from './engine.js';
import { SlotFile } from './slot-file.js';
import { StoreError } from './store-error.js';

export const IDENTITY_FILE = 'identity';

export interface NodeIdentity {
  readonly cluster: string;
  readonly node: string;
  /** Of the directory's format. */
  readonly format: number;
  /** 0: never opened. */
  readonly incarnation: number;
  /** Drawn at random by each start, the newest first: of this incarnation, the one before, and so on as far as is known. */
  readonly lives: readonly number[];
}

/** How many are kept. */
const LIVES_MAX = 64;

/** JSON, so that a person and an older binary can read it. */
const encode = (identity: NodeIdentity): Uint8Array => Buffer.from(JSON.stringify(identity), 'utf8');

function decode(payload: Uint8Array): NodeIdentity {
  const read: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  if (typeof read !== 'object' || read === null) throw unreadable();
  const { cluster, node, format, incarnation, lives } = read as Record<string, unknown>;
  if (typeof cluster !== 'string' || typeof node !== 'string') throw unreadable();
  if (typeof format !== 'number' || typeof incarnation !== 'number') throw unreadable();
  // An older binary writes none: whatever came before its starts is unknown.
  const known: readonly unknown[] = Array.isArray(lives) ? lives : [];
  return { cluster, node, format, incarnation, lives: known.filter((life) => typeof life === 'number') };
}

const unreadable = (cause?: unknown): StoreError =>
  new StoreError(
    'DAMAGED',
    'the identity file cannot be read: this directory must not vote again. Remove the node from the cluster and let it join ' +
      'as a new one with an empty directory',
    { cause },
  );

export async function createIdentity(disk: Disk, cluster: string, node: string): Promise<void> {
  const payload = encode({ cluster, node, format: FIRST_DIRECTORY_FORMAT, incarnation: 0, lives: [] });
  const file = await SlotFile.create(disk, IDENTITY_FILE, payload);
  await file.close();
}

/** @throws StoreError NOT_FOUND, DAMAGED, NEWER_FORMAT */
export async function readIdentity(disk: Disk): Promise<{ identity: NodeIdentity; file: SlotFile }> {
  let file: SlotFile;
  try {
    file = await SlotFile.open(disk, IDENTITY_FILE);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'DAMAGED') throw unreadable(error);
    if (!(error instanceof StoreError) || error.code !== 'NOT_FOUND') throw error;
    throw new StoreError(
      'NOT_FOUND',
      'there is no store in this directory. If it is new, `init` or a join makes one; if it vanished, remove the node from ' +
        'the cluster and let it join as a new one',
      { cause: error },
    );
  }
  const identity = decode(file.payload);
  if (identity.format > DIRECTORY_FORMAT) {
    await file.close();
    throw new StoreError(
      'NEWER_FORMAT',
      `this directory has format ${identity.format}, this binary knows ${DIRECTORY_FORMAT}: run the newer binary again`,
    );
  }
  return { identity, file };
}

/** @throws StoreError WRONG_CLUSTER, WRONG_NODE */
export function checkIdentity(
  identity: NodeIdentity,
  expected: { readonly cluster: string; readonly node: string },
): void {
  if (identity.cluster !== expected.cluster)
    throw new StoreError(
      'WRONG_CLUSTER',
      `this directory belongs to cluster ${identity.cluster}, not ${expected.cluster}: check the data directory in the configuration`,
    );
  if (identity.node !== expected.node)
    throw new StoreError(
      'WRONG_NODE',
      `this directory belongs to node ${identity.node}, not ${expected.node}: check the data directory in the configuration`,
    );
}

/** Durable before anything else of this start is. @param life drawn at random, above 0 */
export async function raiseIncarnation(
  file: SlotFile,
  identity: NodeIdentity,
  life: number,
): Promise<NodeIdentity> {
  const lives = [life, ...identity.lives].slice(0, LIVES_MAX);
  const raised = { ...identity, incarnation: identity.incarnation + 1, lives };
  await file.write(encode(raised));
  return raised;
}

/** Durable before anything is written that an older binary would take for damage. A directory where nothing is stays as it
 *  was, so that an upgrade can be taken back. */
export async function raiseFormat(
  file: SlotFile,
  identity: NodeIdentity,
  format: number,
): Promise<NodeIdentity> {
  if (identity.format >= format) return identity;
  const raised = { ...identity, format };
  await file.write(encode(raised));
  return raised;
}
