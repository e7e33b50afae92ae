/** The shape of cluster.yaml: which keys there are, and what each value alone must be. What keys say about each other is
 *  `cross-checks.ts`. */
import { z } from 'zod';
import { parseAddress } from './address.js';
import { LIMIT_NAMES, LIMITS, type LimitName, parseLimit } from './limits.js';

const name = (what: string) =>
  z
    .string(`must be ${what}`)
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
      `must be ${what}: letters, digits, ".", "_" and "-", at most 63`,
    );

const whole = (min: number, max: number) =>
  z
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

/** @returns what is wrong with an address to listen on, or undefined */
export const addressProblem = (text: string): string | undefined =>
  parseAddress(text) ? undefined : `must be host:port, such as 127.0.0.1:7201 or [::1]:7201, not "${text}"`;

const address = z.string('must be host:port').superRefine((text, context) => {
  const problem = addressProblem(text);
  if (problem !== undefined) context.addIssue(problem);
});

const file = (what: string) => z.string(`must be the path of ${what}`).min(1, `must be the path of ${what}`);

const listenerTls = (whom: string) =>
  z.strictObject({
    ca: file(`the authorities that ${whom} are signed by`),
    cert: file("the node's certificate"),
    key: file('its key'),
  });

const securitySchema = z.strictObject({
  peer: listenerTls('other nodes'),
  client: listenerTls('clients'),
  tokens: file('the public keys of tokens').optional(),
});

const nodeSchema = z.strictObject({
  id: name('the id of a node'),
  peer: address,
  client: address,
  http: address,
  zone: name('the name of a zone').optional(),
  host: name('the name of a host').optional(),
  placement: z.boolean('must be true or false').optional(),
});

const limit = (key: LimitName) =>
  z
    .unknown()
    .transform((value, context) => {
      const parsed = parseLimit(LIMITS[key], value);
      if (typeof parsed === 'number') return parsed;
      context.addIssue(parsed);
      return z.NEVER;
    })
    .optional();

const limitsSchema = z.strictObject(
  Object.fromEntries(LIMIT_NAMES.map((key) => [key, limit(key)])) as {
    [key in LimitName]: ReturnType<typeof limit>;
  },
);

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export const clusterSchema = z.strictObject({
  cluster: z.strictObject({
    name: name('the name of the cluster'),
    replicas: whole(1, 9).default(3),
    ackQuorum: whole(1, 9).optional(),
  }),
  insecure: z.literal(true, 'must be true, or absent where there is a security section').optional(),
  security: securitySchema.optional(),
  dataDirectory: z.string('must be the path of a directory').min(1, 'must be the path of a directory'),
  logLevel: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  nodes: z
    .array(nodeSchema, 'must be a list of nodes')
    .min(1, 'must list at least one node')
    .max(256, 'must list at most 256 nodes'),
  limits: limitsSchema.default({}),
});

export type RawCluster = z.output<typeof clusterSchema>;
