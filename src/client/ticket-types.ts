/** What the tickets API takes and gives: plain, read-only values. Instants are ms since the epoch; dates `YYYY-MM-DD`. */
import type { AsOf, ReadCallOptions } from './call-options.js';

/** One train on one date of origin. */
export interface RunKey {
  readonly line: string;
  /** As published, e.g. `C2909/C2912`; either number finds it. */
  readonly train: string;
  readonly date: string;
}

export interface SearchRequest extends ReadCallOptions {
  /** Station code or name; a name that several stations bear means all of them. */
  readonly from: string;
  readonly to: string;
  /** Local date of departure from `from`. */
  readonly date: string;
  /** Only this train number. */
  readonly train?: string;
}

export interface SearchResult {
  /** By departure, then train. */
  readonly offers: readonly Offer[];
  /** Lines that did not answer in time: their trains are not among `offers`. Empty when the answer is whole. */
  readonly unanswered: readonly UnansweredLine[];
  /** The oldest age among the answers, ms. */
  readonly ageMs: number;
}

export interface UnansweredLine {
  readonly line: string;
  readonly reason: string;
  readonly message: string;
}

/** A train between two of its stops. */
export interface Offer {
  readonly run: RunKey;
  readonly from: OfferStop;
  readonly to: OfferStop;
  readonly departureMs: number;
  readonly arrivalMs: number;
  /** IANA name, of the stop times. */
  readonly timezone: string;
  /** Whether the sale is open. */
  readonly open: boolean;
  readonly classes: readonly ClassOffer[];
  readonly asOf: AsOf;
}

export interface OfferStop {
  /** Station code. */
  readonly station: string;
  readonly name: string;
  /** Stop index in the run: a train may call at a station twice. */
  readonly stop: number;
}

export interface ClassOffer {
  /** `second`, `first`, `business`, or what the layout names. */
  readonly class: string;
  /** Seats free on every segment in between. */
  readonly seatsLeft: number;
  readonly seatsTotal: number;
}

export interface Passenger {
  /** A stable pseudonym of the travel document, 1..64 characters. */
  readonly id: string;
  readonly preference?: 'window' | 'aisle';
}

/** The part of an offer that a purchase needs; any `Offer` is one. */
export interface Trip {
  readonly run: RunKey;
  readonly from: { readonly station: string; readonly stop: number };
  readonly to: { readonly station: string; readonly stop: number };
}

/** Either an offer from `search`, or a train by its number, looked up first. */
export type TripChoice =
  | { readonly offer: Trip }
  | { readonly train: string; readonly date: string; readonly from: string; readonly to: string };

export type BuyRequest = TripChoice & {
  readonly class: string;
  /** 1..5, all or none. A string is a passenger id without preference. */
  readonly passengers: readonly (Passenger | string)[];
};

export type HoldRequest = BuyRequest & {
  /** How long the seats wait for `confirm`, ms. */
  readonly holdMs: number;
};

export type OrderState = 'held' | 'sold' | 'expired' | 'cancelled' | 'refunded';

export interface Ticket {
  readonly passengerId: string;
  readonly coach: number;
  /** E.g. `23B`. */
  readonly seat: string;
  readonly state: OrderState;
}

export interface Order {
  /** Printable; every later command takes it. */
  readonly reference: string;
  readonly run: RunKey;
  readonly orderId: string;
  readonly state: OrderState;
  readonly class: string;
  readonly from: OfferStop;
  readonly to: OfferStop;
  readonly tickets: readonly Ticket[];
  readonly createdMs: number;
  readonly departureMs: number;
  readonly arrivalMs: number;
  /** Until when a hold waits for `confirm`; absent once it is not held. */
  readonly holdUntilMs?: number;
}

/** What became of a command whose outcome was unknown. */
export type Settlement =
  | { readonly outcome: 'done'; readonly order?: Order }
  | { readonly outcome: 'refused'; readonly reason: string; readonly message: string }
  /** It never ran and never will. */
  | { readonly outcome: 'never' };

export interface StopTime {
  /** Station code. */
  readonly station: string;
  readonly name: string;
  /** Seconds since the origin day began; may pass 86,400. */
  readonly arrivalS: number;
  readonly departureS: number;
}

/** `rows` rows numbered from 1, each with the seats of `letters`, less `missing`. */
export interface Coach {
  readonly number: number;
  readonly class: string;
  readonly rows: number;
  /** E.g. `ABCDF`. */
  readonly letters: string;
  /** E.g. `['1A']`. */
  readonly missing?: readonly string[];
  /** Letters at a window. */
  readonly windows?: string;
  /** Letters at an aisle. */
  readonly aisles?: string;
}

/** A run as a railway publishes it. */
export interface RunPlan {
  readonly run: RunKey;
  /** 2..64. */
  readonly stops: readonly StopTime[];
  readonly coaches: readonly Coach[];
  /** The instant from which stop times count. */
  readonly dayStartMs: number;
  /** IANA name. */
  readonly timezone: string;
}

/** Seats per segment: for each segment, free + held + sold = published. */
export interface ClassInventory {
  readonly class: string;
  readonly published: number;
  readonly free: readonly number[];
  readonly held: readonly number[];
  readonly sold: readonly number[];
}

export interface RunDetail extends RunPlan {
  readonly open: boolean;
  readonly planVersion: number;
  readonly inventory: readonly ClassInventory[];
  readonly asOf: AsOf;
}

export interface RunSummary {
  readonly run: RunKey;
  readonly fromName: string;
  readonly toName: string;
  readonly departureMs: number;
  readonly arrivalMs: number;
  readonly stops: number;
}

export interface Station {
  /** Unique, e.g. the railway's telegraph code. */
  readonly code: string;
  readonly name: string;
}

export interface StationLines {
  readonly asked: string;
  /** Absent when unknown. A name that several stations bear comes once for each. */
  readonly station?: Station;
  readonly lines: readonly string[];
  /** When unknown: what may have been meant, best first. */
  readonly near: readonly Station[];
}

/** A line as a railway registers it, before it publishes runs on it. */
export interface LineRegistration {
  /** Key component, e.g. `jinghu`. */
  readonly line: string;
  /** For people. */
  readonly name: string;
  /** Every station at which a run of the line calls; may list too much, never too little. */
  readonly stations: readonly Station[];
}

export interface Line {
  readonly line: string;
  readonly name: string;
  readonly group: number;
}

export interface Registration {
  /** In the order asked. */
  readonly lines: readonly Line[];
  /** Groups made by this call. */
  readonly created: number;
}
