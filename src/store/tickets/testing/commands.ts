/** Commands that tests send: one train over four stops with a few seats. */
import type { pb } from '../../../proto/index.js';

export const DAY_START_MS = Date.parse('2026-12-01T00:00:00+08:00');
/** Before the train leaves. */
export const T0 = DAY_START_MS;
export const MINUTE = 60_000;
export const RUN = { line: 'jinghu', train: 'G1', date: '2026-12-01' } as const;
export const STATIONS = ['VNP', 'JNK', 'NKH', 'AOH'] as const;

export const STOPS: pb.StopTime.$Properties[] = STATIONS.map((station, at) => ({
  station,
  name: `Station ${station}`,
  arrivalS: 3600 * (9 + at) - (at === 0 ? 0 : 120),
  departureS: 3600 * (9 + at),
}));

/** Five seats of second class in two rows, one of business. */
export const COACHES: pb.Coach.$Properties[] = [
  { number: 2, class: 'second', rows: 2, letters: 'ABC', missing: ['2C'], windows: 'A', aisles: 'C' },
  { number: 1, class: 'business', rows: 1, letters: 'A', windows: 'A', aisles: 'A' },
];

let counter = 0;
const nextId = (): string => {
  counter += 1;
  return `request-${counter}`;
};

type Envelope = Pick<pb.Command.$Properties, 'requestId' | 'notAfterMs'>;
const envelope = (more: Envelope): Envelope => ({
  requestId: nextId(),
  notAfterMs: T0 + 10 * MINUTE,
  ...more,
});

export const publish = (
  change: pb.Publish.$Properties = {},
  more: Envelope = {},
): pb.Command.$Properties => ({
  ...envelope(more),
  publish: {
    run: RUN,
    stops: STOPS,
    coaches: COACHES,
    dayStartMs: DAY_START_MS,
    timezone: 'Asia/Shanghai',
    ...change,
  },
});

export interface Wish {
  readonly from?: number;
  readonly to?: number;
  readonly class?: string;
  readonly passengers?: readonly (string | pb.Passenger.$Properties)[];
  readonly holdMs?: number;
  readonly run?: pb.RunKey.$Properties;
}

export const purchase = (wish: Wish = {}, more: Envelope = {}): pb.Command.$Properties => {
  const from = wish.from ?? 0;
  const to = wish.to ?? 3;
  const sent = envelope(more);
  const passengers = wish.passengers ?? [`passenger of ${sent.requestId ?? ''}`];
  return {
    ...sent,
    purchase: {
      run: wish.run ?? RUN,
      fromStop: from,
      toStop: to,
      fromStation: STATIONS[from] ?? 'none',
      toStation: STATIONS[to] ?? 'none',
      class: wish.class ?? 'second',
      passengers: passengers.map((one) => (typeof one === 'string' ? { passengerId: one } : one)),
      holdMs: wish.holdMs ?? 0,
    },
  };
};

type Following = 'confirm' | 'cancel' | 'refund';

/** Of the order whose purchase had the request id `orderId`. */
export const follow = (
  kind: Following,
  orderId: string | null | undefined,
  more: Envelope = {},
  passengerIds: string[] = [],
): pb.Command.$Properties => {
  const order = { run: RUN, orderId: orderId ?? '' };
  return { ...envelope(more), [kind]: kind === 'refund' ? { order, passengerIds } : { order } };
};

export const setSale = (open: boolean, more: Envelope = {}): pb.Command.$Properties => ({
  ...envelope(more),
  setSale: { run: RUN, open },
});

export const getOutcome = (
  askedRequestId: string,
  askedNotAfterMs = 0,
  more: Envelope = {},
): pb.Command.$Properties => ({
  ...envelope(more),
  getOutcome: { run: RUN, askedRequestId, askedNotAfterMs },
});

export const plain = (
  body: Omit<pb.Command.$Properties, 'requestId'>,
  more: Envelope = {},
): pb.Command.$Properties => ({
  ...envelope(more),
  ...body,
});
