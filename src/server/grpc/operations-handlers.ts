/** What operators ask of the placement driver, on the wire. Never shed: they have to see, and to change, an overloaded
 *  cluster. */
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { PLACEMENT } from '../../proto/services.js';
import type { Services } from '../services/service.js';
import { type HandlerParts, unaryHandler } from './method-handlers.js';

export function operationsHandlers(
  parts: HandlerParts,
  { operations }: Services,
): UntypedServiceImplementation {
  return {
    listNodes: unaryHandler(parts, PLACEMENT.listNodes, 'settle', (_, request) =>
      operations.listNodes(request),
    ),
    getNode: unaryHandler(parts, PLACEMENT.getNode, 'settle', (_, request) => operations.getNode(request)),
    explainGroup: unaryHandler(parts, PLACEMENT.explainGroup, 'settle', (_, request) =>
      operations.explainGroup(request),
    ),
    joinCluster: unaryHandler(parts, PLACEMENT.joinCluster, 'settle', ({ caller, deadlineMs }, request) =>
      operations.joinCluster(caller, request, deadlineMs),
    ),
    setNodeLabels: unaryHandler(parts, PLACEMENT.setNodeLabels, 'settle', ({ caller, deadlineMs }, request) =>
      operations.setNodeLabels(caller, request, deadlineMs),
    ),
    drainNode: unaryHandler(parts, PLACEMENT.drainNode, 'settle', ({ caller, deadlineMs }, request) =>
      operations.drainNode(caller, request, deadlineMs),
    ),
    undrainNode: unaryHandler(parts, PLACEMENT.undrainNode, 'settle', ({ caller, deadlineMs }, request) =>
      operations.undrainNode(caller, request, deadlineMs),
    ),
    decommissionNode: unaryHandler(
      parts,
      PLACEMENT.decommissionNode,
      'settle',
      ({ caller, deadlineMs }, request) => operations.decommissionNode(caller, request, deadlineMs),
    ),
    recommissionNode: unaryHandler(
      parts,
      PLACEMENT.recommissionNode,
      'settle',
      ({ caller, deadlineMs }, request) => operations.recommissionNode(caller, request, deadlineMs),
    ),
    listOperators: unaryHandler(parts, PLACEMENT.listOperators, 'settle', (_, request) =>
      operations.listOperators(request),
    ),
    getOperator: unaryHandler(parts, PLACEMENT.getOperator, 'settle', (_, request) =>
      operations.getOperator(request),
    ),
    cancelOperator: unaryHandler(
      parts,
      PLACEMENT.cancelOperator,
      'settle',
      ({ caller, deadlineMs }, request) => operations.cancelOperator(caller, request, deadlineMs),
    ),
    setMaintenance: unaryHandler(
      parts,
      PLACEMENT.setMaintenance,
      'settle',
      ({ caller, deadlineMs }, request) => operations.setMaintenance(caller, request, deadlineMs),
    ),
    getSettings: unaryHandler(parts, PLACEMENT.getSettings, 'settle', (_, request) =>
      operations.getSettings(request),
    ),
    setSettings: unaryHandler(parts, PLACEMENT.setSettings, 'settle', ({ caller, deadlineMs }, request) =>
      operations.setSettings(caller, request, deadlineMs),
    ),
  };
}
