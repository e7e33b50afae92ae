/** Reads over a ticket machine. */
import type { pb } from '../../proto/index.js';
import type { BucketId } from '../bucket.js';
import type { TicketMachine } from './ticket-machine.js';

const pending = (): never => {
  throw new Error('being built');
};

// Each `missing…` names the buckets to load and adopt first; ask again after loading, until it is empty.
export const missingQueryLine = (
  _machine: TicketMachine,
  _request: pb.QueryLineRequest.$Properties,
): readonly BucketId[] => pending();
/** Without asOf; the caller fills it. @throws RailkvError INVALID_REQUEST */
export const queryLine = (
  _machine: TicketMachine,
  _request: pb.QueryLineRequest.$Properties,
): pb.QueryLineResponse.$Properties => pending();
export const missingRun = (
  _machine: TicketMachine,
  _request: pb.GetRunRequest.$Properties,
): readonly BucketId[] => pending();
/** @throws RailkvError RUN_NOT_FOUND */
export const getRun = (
  _machine: TicketMachine,
  _request: pb.GetRunRequest.$Properties,
): pb.GetRunResponse.$Properties => pending();
export const missingListRuns = (
  _machine: TicketMachine,
  _request: pb.ListRunsRequest.$Properties,
): readonly BucketId[] => pending();
export const listRuns = (
  _machine: TicketMachine,
  _request: pb.ListRunsRequest.$Properties,
): pb.ListRunsResponse.$Properties => pending();
export const missingOrder = (
  _machine: TicketMachine,
  _request: pb.GetOrderRequest.$Properties,
): readonly BucketId[] => pending();
/** Only the caller that bought it. @throws RailkvError ORDER_NOT_FOUND */
export const getOrder = (
  _machine: TicketMachine,
  _caller: string,
  _request: pb.GetOrderRequest.$Properties,
): pb.GetOrderResponse.$Properties => pending();
export const missingKvGet = (
  _machine: TicketMachine,
  _request: pb.KvGetRequest.$Properties,
): readonly BucketId[] => pending();
export const kvGet = (
  _machine: TicketMachine,
  _request: pb.KvGetRequest.$Properties,
): pb.KvGetResponse.$Properties => pending();
export const missingKvScan = (
  _machine: TicketMachine,
  _request: pb.KvScanRequest.$Properties,
): readonly BucketId[] => pending();
export const kvScan = (
  _machine: TicketMachine,
  _request: pb.KvScanRequest.$Properties,
): pb.KvScanResponse.$Properties => pending();
