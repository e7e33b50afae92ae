/** All checks of `railkv doctor`, in the order in which their findings matter. Pure. */
import { problemsOf } from '../status/problems.js';
import type { Examination } from './examination.js';
import type { Finding } from './finding.js';
import { checkHolds } from './holds.js';
import { checkRanges } from './ranges.js';
import { checkReplicas } from './replicas.js';

export interface Check {
  /** What is true when it finds nothing. */
  readonly claim: string;
  readonly run: (examination: Examination) => readonly Finding[];
}

const CHECKS: readonly Check[] = [
  {
    claim: 'nodes answer, have leaders, room, clocks and versions that fit',
    run: ({ picture }) => problemsOf(picture),
  },
  { claim: 'every key on sale has one group, and placement agrees with the groups', run: checkRanges },
  { claim: 'replicas are where they belong, and the same at the same index', run: checkReplicas },
  { claim: 'holds ended at their deadlines', run: checkHolds },
];

export interface Diagnosis {
  readonly check: Check;
  readonly findings: readonly Finding[];
}

export function diagnose(examination: Examination): readonly Diagnosis[] {
  return CHECKS.map((check) => ({ check, findings: check.run(examination) }));
}

/** What was found both times, in the words of the second. */
export function inBoth(first: readonly Diagnosis[], second: readonly Diagnosis[]): readonly Diagnosis[] {
  const seen = new Set(first.flatMap(({ findings }) => findings.map(nameOf)));
  return second.map(({ check, findings }) => ({
    check,
    findings: findings.filter((finding) => seen.has(nameOf(finding))),
  }));
}

const nameOf = ({ kind, subject }: Finding): string => `${kind} ${subject}`;
