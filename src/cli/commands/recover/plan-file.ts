/** The plan as a file that people read and keep: JSON with a checksum, so that what is applied is what was looked at. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { RECOVERY_PLAN_FORMAT } from '../../../proto/versions.js';
import type { RecoveryPlan } from '../../../server/recovery/plan.js';
import { whyUnreadable } from '../../output/why-unreadable.js';
import { UsageError } from '../../usage-error.js';

interface PlanFile {
  readonly railkvRecoveryPlan: number;
  readonly madeAt: string;
  readonly plan: RecoveryPlan;
  readonly sha256: string;
}

const checksum = (plan: RecoveryPlan): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('hex');

export function writePlan(path: string, plan: RecoveryPlan, nowMs: number): void {
  const file: PlanFile = {
    railkvRecoveryPlan: RECOVERY_PLAN_FORMAT,
    madeAt: new Date(nowMs).toISOString(),
    plan,
    sha256: checksum(plan),
  };
  writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`, { flush: true });
}

/** @throws UsageError when it is no plan, of a newer format, or not as it was written */
export function readPlan(path: string): RecoveryPlan {
  let read: Partial<PlanFile>;
  try {
    read = JSON.parse(readFileSync(path, 'utf8')) as Partial<PlanFile>;
  } catch (error) {
    throw new UsageError(
      `cannot read the plan ${path}: ${error instanceof SyntaxError ? 'it is not JSON' : whyUnreadable(error)}`,
      'name the file that railkv recover plan wrote',
    );
  }
  const { railkvRecoveryPlan: format, plan, sha256 } = read;
  if (typeof format !== 'number' || plan === undefined)
    throw new UsageError(`${path} is no recovery plan`, 'name the file that railkv recover plan wrote');
  if (format > RECOVERY_PLAN_FORMAT)
    throw new UsageError(
      `${path} has format ${format}, this railkv knows ${RECOVERY_PLAN_FORMAT}`,
      'use the newer railkv that made it',
    );
  if (sha256 !== checksum(plan))
    throw new UsageError(
      `${path} is not as it was written`,
      'make a new plan: railkv recover plan; a plan is decided on, never edited',
    );
  return plan;
}
