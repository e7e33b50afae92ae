/** What to do about each reason of the table of errors, when the command itself knows nothing better. Every reason has a
 *  step: the type holds it so. */
import type { Reason } from '../../proto/errors.js';

export const NEXT_STEPS: Readonly<Record<Reason, string>> = {
  // --- routing ---
  NOT_LEADER: 'try again: a new leader is being elected',
  EPOCH_STALE: 'try again: the group was split or its members changed meanwhile',
  NO_SUCH_GROUP: 'see the groups: railkv group list',
  GROUP_NOT_FOUND: 'see the groups: railkv group list',
  LINE_NOT_FOUND: 'list the lines: railkv timetable list',
  NOT_PLACEMENT: 'try again; if it stays so, see whether group 0 has a leader: railkv status --groups',
  WRONG_CLUSTER: 'check --cluster and cluster.yaml: the nodes there belong to another cluster',
  REPLICA_REMOVED: 'see who carries the group: railkv group show GROUP',
  PEER_REFUSED: 'read the log of both nodes, and compare their certificates: railkv cert show FILE',
  // --- availability ---
  ACK_QUORUM_AWAY: 'see which nodes are silent: railkv status; then try again',
  NO_LEADER: 'see which nodes are silent: railkv status; then try again',
  SERVER_BUSY: 'try again a little later',
  RATE_LIMITED: 'try again a little later, or ask less often',
  SHUTTING_DOWN: 'try again: another node takes over',
  CLOCK_SUSPECT: 'set the clocks of the nodes right (railkv status shows how far they are apart)',
  UNREACHABLE: 'start the cluster (railkv start), or name its client addresses with --cluster host:port,...',
  READ_TOO_OLD: 'try again, or read with --read linearizable',
  DEADLINE_EXCEEDED: 'see whether all nodes are up: railkv status; or allow more time with --timeout 30s',
  UNKNOWN: 'see whether all nodes are up: railkv status; then look at what it would have changed',
  REPLICA_DAMAGED: 'see which replica is damaged: railkv status --groups',
  INTERNAL: "read the node's log; it says what went wrong",
  NOT_IMPLEMENTED: 'use nodes and command of one version: railkv version',
  // --- the request itself ---
  INVALID_REQUEST: 'correct what the message names; --help of the command shows what it takes',
  MESSAGE_TOO_LARGE:
    'send less at a time; the limits of cluster.yaml are limits.clientMessage and, between nodes, limits.peerMessage',
  UNAUTHENTICATED: 'say who you are: --cert FILE or --token FILE (without TLS: --as CALLER)',
  TOKEN_EXPIRED: 'get a new one: railkv cert token CALLER --role ROLE --out FILE',
  TLS_REQUIRED: 'name the CA of the cluster: --ca FILE, or --config with its cluster file',
  PERMISSION_DENIED:
    'see what each role may do: docs/security.md; and whose certificate this is: railkv cert show FILE',
  // --- changes of a group ---
  CHANGE_PENDING: 'see what is under way: railkv group show GROUP; then ask again',
  NODE_AWAY: 'see which nodes are silent: railkv status; start them, or choose another',
  NODE_NOT_FOUND: 'see the nodes: railkv node list',
  NOT_A_MEMBER: 'see who carries the group: railkv group show GROUP',
  ALREADY_MEMBER: 'see who carries the group: railkv group show GROUP',
  LAST_COPY: 'move it instead: railkv group move-replica GROUP --from NODE --to NODE',
  RECOVERY_PENDING:
    'start the nodes that it waits for, then ask again; declare lost those that are gone for good: railkv recover plan --lost',
  PLAN_STALE: 'the cluster is not as it was planned: make a new plan, railkv recover plan',
  ACK_QUORUM_INVALID: 'see how many vote: railkv group show GROUP',
  SPLIT_KEY_INVALID: 'see what each group holds: railkv group list',
  SPLIT_IMPOSSIBLE: 'see what each group holds: railkv group list',
  // --- nodes and operators ---
  NODE_EXISTS: 'give the machine another id (--id), or leave it out; see the nodes: railkv node list',
  NODE_REMOVED:
    'see the nodes: railkv node list --removed; a machine comes back under a new id with railkv serve --join',
  ADDRESS_IN_USE: 'see who has it: railkv node list; give the machine other addresses: --peer, --client',
  NODE_NOT_EMPTY: 'see what it still carries: railkv node show NODE',
  NODE_STATE_CONFLICT: 'see the node: railkv node show NODE',
  NOT_ENOUGH_NODES:
    'add a machine: railkv serve --join HOST:PORT --data DIR --peer HOST:PORT --client HOST:PORT; for a restart, railkv node drain NODE is enough',
  VERSION_TOO_OLD: 'finish the upgrade: railkv status names the nodes that run an older version',
  OPERATOR_NOT_FOUND: 'see them: railkv operator list, railkv operator history',
  // --- refusals of the state machine ---
  REQUEST_EXPIRED: 'send it again without --request-id: this one is too old to run',
  NOT_AFTER_TOO_FAR: 'set the clock of this machine right, or allow less time: --timeout 10m',
  REQUEST_ID_REUSED:
    'this --request-id was used for another request: repeat that one unchanged, or leave the id out',
  ABANDONED: 'it never ran and never will; send it again without --request-id',
  SOLD_OUT: 'see what else is free: railkv query --from A --to B --date DATE',
  SALE_CLOSED: 'open it: railkv sale open --train TRAIN --date DATE',
  DEPARTED: 'choose a later train: railkv query --from A --to B --date DATE',
  RUN_NOT_FOUND: 'list the trains of a line: railkv timetable list LINE --date DATE',
  RUN_EXISTS: 'see the plan that is there: railkv timetable show TRAIN --date DATE',
  STATION_NOT_FOUND:
    'name it as the timetable does, or by its code: railkv timetable show TRAIN --date DATE lists stops',
  STATION_MISMATCH: 'ask for the train anew: railkv query --from A --to B --date DATE; its plan is another',
  CLASS_NOT_FOUND: 'see the classes of the train: railkv query --from A --to B --date DATE',
  FROM_NOT_BEFORE_TO: 'see the order of the stops: railkv timetable show TRAIN --date DATE',
  PASSENGER_HOLDS_TRAIN:
    'each passenger has one seat on a train and date: refund or cancel the other order first',
  ORDER_NOT_FOUND: 'check the order reference and --as: an order is found by the caller who made it',
  NOT_A_HOLD: 'look at the order: railkv order REFERENCE',
  HOLD_EXPIRED: 'its seats are free again: buy anew',
  ALREADY_CANCELLED: 'nothing is left to do: look at the order with railkv order REFERENCE',
  ALREADY_REFUNDED: 'nothing is left to do: look at the order with railkv order REFERENCE',
  NOT_SOLD: 'look at the order: railkv order REFERENCE; a hold ends with railkv cancel REFERENCE',
  KEY_NOT_FOUND: 'list keys: railkv kv scan',
  CAS_MISMATCH: 'read the value there now (railkv kv get KEY) and decide again',
  NOT_A_NUMBER: 'read the value there now: railkv kv get KEY; only whole numbers can be counted down',
  BELOW_FLOOR: 'read the value there now: railkv kv get KEY; take less, or lower --floor',
};

/** By the code of an error of the operating system. */
export const SYSTEM_NEXT_STEPS: Readonly<Record<string, string>> = {
  ENOENT: 'check the path: nothing is there',
  EACCES: 'use a file that this user may read and write, or change its rights',
  EPERM: 'use a file that this user may read and write, or change its rights',
  EEXIST: 'name another file, or take this one away first',
  EISDIR: 'name a file: this is a folder',
  ENOTDIR: 'name a folder: part of the path is a file',
  ENOSPC: 'make room on that disk, then do it again',
  EROFS: 'use a disk that can be written to',
  EADDRINUSE: 'stop whoever listens there, or choose another port',
  EADDRNOTAVAIL: 'name an address of this machine',
};
