/** The limits of cluster.yaml that the host works with, under its names. */
import type { Limits } from '../config/limits.js';
import type { HostLimits } from '../host/node-config.js';

export function hostLimits(limits: Limits): HostLimits {
  return {
    tickMs: limits.tick,
    electionTicks: limits.electionTicks,
    heartbeatTicks: limits.heartbeatTicks,
    peerHeartbeatMs: limits.peerHeartbeat,
    quiesceAfterTicks: limits.quiesceTicks,
    quiesceWithoutDeadTicks: limits.quiesceDeadTicks,
    queuedCommandsMax: limits.queuedCommands,
    queuedBytesMax: limits.queuedBytes,
    entryCommandsMax: limits.entryCommands,
    entryBytesMax: limits.entryBytes,
    frameBytesMax: limits.frameBytes,
    clockOffsetMsMax: limits.clockOffset,
    checkpointLogBytes: limits.checkpointLog,
    checkpointAgeMs: limits.checkpointAge,
    checkpointsAtOnce: limits.checkpointsAtOnce,
    digestLogBytes: limits.digestLog,
    digestAgeMs: limits.digestAge,
    logKeepEntries: limits.logKeep,
    cacheBytesMax: limits.cache,
    sessionWaitMsMax: limits.sessionWait,
    lowDiskBytes: limits.lowSpace,
  };
}
