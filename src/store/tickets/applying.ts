/** What a command is applied with: who sent it, at what effective time and log position, and where its changes are told. */
import type { CommandHash } from './command-hash.js';
import type { EntryEvents } from './entry-events.js';
import type { TicketState } from './ticket-state.js';

/** Of the entry. */
export interface Applying {
  readonly state: TicketState;
  readonly nowMs: number;
  readonly group: number;
  readonly index: number;
  readonly events: EntryEvents;
  /** Whether GetOutcome keeps the row that it tells of: entries of the formats before do not. */
  readonly keepsOutcomes: boolean;
}

/** Of one command of it, already checked against its bounds, the range and its request id. */
export interface ApplyingCommand extends Applying {
  readonly caller: string;
  readonly requestId: string;
  readonly notAfterMs: number;
  readonly hash: CommandHash;
  /** Row of its request id. */
  readonly rowKey: string;
}
