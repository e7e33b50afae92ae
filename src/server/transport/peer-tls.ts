/** TLS between nodes: both sides show a certificate of the peers' authority that names them as a node of this cluster, and
 *  each is compared with what the Hello says. Addresses play no part: a node may move. */

import { createSecureContext, type PeerCertificate } from 'node:tls';
import { type ChannelCredentials, credentials } from '@grpc/grpc-js';
import type { RailkvError } from '../../proto/errors.js';
import { describePrincipal, type Principal, principalOfNames } from '../../proto/principal.js';
import type { GatePolicy, Shown } from '../grpc/tls-gate.js';
import type { TlsSource } from '../identity/tls-source.js';
import type { HelloRefusal } from '../peer-transport.js';
import { errorFromRefusal } from './greeting.js';

export interface PeerTls {
  readonly source: TlsSource;
  /** The name of this cluster. */
  readonly cluster: string;
}

const MAKE = 'make it with railkv cert node, from the peer-ca of this cluster';

export function peerGate({ source, cluster }: PeerTls, failed: GatePolicy['failed']): GatePolicy {
  return {
    source,
    minVersion: 'TLSv1.3',
    failed,
    check(shown) {
      if (shown === undefined)
        return refusal(`nodes of cluster ${cluster} speak here, and no certificate was shown: ${MAKE}`);
      const { principal } = shown;
      if (principal?.kind === 'node' && principal.cluster === cluster) return undefined;
      return refusal(
        `the certificate that was shown ${whose(principal)}, not of a node of cluster ${cluster}: ${MAKE}`,
      );
    },
    unaccepted: (why) =>
      refusal(
        `the certificate that was shown ${why}. Nodes of cluster ${cluster} speak here, clients and other clusters do not: ${MAKE}`,
      ),
  };
}

const refusal = (message: string): RailkvError => errorFromRefusal({ reason: 'CERTIFICATE', message });

const whose = (principal: Principal | undefined): string =>
  principal === undefined ? 'names nobody' : `is of ${describePrincipal(principal)}`;

/** The dialling side: the other one has to be the node that is dialled, whatever its address. */
export function peerCredentials({ source, cluster }: PeerTls, node: string): ChannelCredentials {
  const { ca, cert, key } = source.current;
  const context = createSecureContext({ ca, cert, key, minVersion: 'TLSv1.3' });
  return credentials.createFromSecureContext(context, {
    checkServerIdentity: (_, certificate: PeerCertificate) => {
      const principal = principalOfNames(certificate.subjectaltname);
      if (principal?.kind === 'node' && principal.cluster === cluster && principal.node === node)
        return undefined;
      return new Error(
        `its certificate ${whose(principal)}, and node ${node} of cluster ${cluster} was dialled: check the peer addresses`,
      );
    },
  });
}

/** What is asked for by name (SNI): grpc-js would take the address, and an IP address is no name. */
export const peerServerName = (node: string): string => `${node}.node.railkv`;

/** @returns why a Hello is not believed of whoever showed this certificate */
export function checkShown(shown: Shown | undefined, helloNode: string): HelloRefusal | undefined {
  const principal = shown?.principal;
  if (principal?.kind === 'node' && principal.node === helloNode) return undefined;
  return {
    reason: 'CERTIFICATE',
    message: `it says to be node ${helloNode}, and its certificate ${whose(principal)}: give each node its own (railkv cert node ${helloNode})`,
  };
}
