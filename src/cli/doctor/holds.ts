/** Holds end at their deadline, to which a leader wakes by itself. Pure. */
import type { Examination } from './examination.js';
import type { Finding } from './finding.js';

/** A leader wakes at the deadline; the entry and its checkpoint take their time on a busy node. */
const LATE_MS = 30_000;

export function checkHolds({ picture }: Examination): Finding[] {
  return picture.groups.flatMap(({ group, holds, leader }) => {
    if (leader === undefined) return [];
    const clock = picture.nodes.find(({ node }) => node.nodeId === leader.nodeId)?.status?.wallClockMs ?? 0;
    const deadline = leader.status.nextDeadlineMs;
    const lateMs = clock - deadline;
    if (deadline === 0 || lateMs <= LATE_MS) return [];
    return [
      {
        kind: 'holds-expired' as const,
        subject: `group ${group}`,
        message: `group ${group} (${holds}) keeps seats for holds that ended ${Math.round(lateMs / 1_000)} s ago`,
        next: `give the lead to another node, which expires them: railkv group transfer-leader ${group}`,
      },
    ];
  });
}
