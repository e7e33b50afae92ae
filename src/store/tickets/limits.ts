/** Every bound of the ticket state machine in one place. Those marked `format` decide what an entry does: changing one is a
 *  change of format. */

// --- shapes (format) ---
export const STOPS_MAX = 64;
export const COACHES_MAX = 64;
export const ROWS_MAX = 200;
export const LETTERS_MAX = 10;
export const RUN_SEATS_MAX = 10_000;
export const CLASSES_MAX = 16;
export const PASSENGERS_MAX = 5;
export const NAME_LENGTH_MAX = 64;
export const PLAIN_VALUE_BYTES_MAX = 64 * 1024;
export const CALLER_LENGTH_MAX = 128;
/** Latest stop time, counted from the start of the origin day. */
export const STOP_TIME_S_MAX = 7 * 86_400;

// --- time (format) ---
/** How far ahead of the effective time a command's notAfter may lie. */
export const NOT_AFTER_AHEAD_MS_MAX = 15 * 60_000;
export const HOLD_MS_MAX = 24 * 3_600_000;
/** How long an order that has ended can still be looked up. */
export const ENDED_ORDER_KEPT_MS = 24 * 3_600_000;

// --- work an entry (format) ---
/** Holds that one entry expires at most. */
export const ENTRY_EXPIRES_MAX = 256;
/** Runs that one entry visits at most to expire holds; bounds what has to be loaded for it. */
export const ENTRY_DUE_RUNS_MAX = 16;
/** Old request rows that one command sweeps at most from the run or hash bucket it touches. More than it can add. */
export const COMMAND_SWEEPS_MAX = 4;
/** Entries back from the newest that keep their event row. */
export const EVENT_ENTRIES_KEPT = 4_096;
/** Old event rows that one entry deletes at most. More than it adds. */
export const ENTRY_EVENT_DELETES_MAX = 4;

// --- reads ---
export const LIST_LIMIT_MAX = 1_000;
export const SCAN_LIMIT_DEFAULT = 100;
