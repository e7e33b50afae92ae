/** TLS towards a node: its certificate has to be signed by the cluster's authority and to name the address that is dialled. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, createSecureContext, type SecureContext } from 'node:tls';
import { type ChannelCredentials, type ChannelOptions, credentials } from '@grpc/grpc-js';
import { RailkvError } from '../../proto/errors.js';
import type { TlsOptions } from '../options.js';

/** What is asked for by name (SNI) where an address is dialled: an IP address is no name, and Node warns of it. */
const NAME_FOR_ADDRESSES = 'client.railkv';

export interface SecureChannel {
  readonly credentials: ChannelCredentials;
  readonly options: ChannelOptions;
}

export class SecureChannels {
  readonly #context: SecureContext;

  /** @throws RailkvError INVALID_REQUEST when the texts are no certificates, or the key is another's */
  constructor({ ca, key, certificate }: TlsOptions) {
    if ((key === undefined) !== (certificate === undefined))
      throw new RailkvError(
        'INVALID_REQUEST',
        'tls: a certificate and its key go together, give both or none',
      );
    const bytes = (pem: string | Uint8Array): Buffer => Buffer.from(pem);
    try {
      new X509Certificate(bytes(ca)); // OpenSSL would take anything, and then trust nobody
      this.#context = createSecureContext({
        ca: bytes(ca),
        ...(key === undefined ? {} : { key: bytes(key) }),
        ...(certificate === undefined ? {} : { cert: bytes(certificate) }),
        minVersion: 'TLSv1.2',
      });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new RailkvError(
        'INVALID_REQUEST',
        `tls: these are no certificates and key in PEM that fit: ${why}`,
        {
          cause,
        },
      );
    }
  }

  to(address: string): SecureChannel {
    const host = address.slice(0, address.lastIndexOf(':')).replaceAll(/[[\]]/g, '');
    if (isIP(host) === 0)
      return { credentials: credentials.createFromSecureContext(this.#context), options: {} };
    return {
      credentials: credentials.createFromSecureContext(this.#context, {
        checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
      }),
      options: { 'grpc.ssl_target_name_override': NAME_FOR_ADDRESSES },
    };
  }
}

/** @param details of a failed connection, as OpenSSL and grpc-js say it @returns what to do about it */
export function connectionHint(details: string, isSecure: boolean): string {
  if (!isSecure) return '';
  if (/altnames|does not match certificate/i.test(details))
    return '; its certificate is not for this address: make it with railkv cert node NODE --host ADDRESS';
  if (/certificate has expired/i.test(details))
    return '; its certificate has expired: railkv cert node NODE --force';
  if (/self.signed|unable to (verify|get)|certificate/i.test(details))
    return '; its certificate was not signed by the CA that this client was given: check --ca';
  if (/wrong version number|packet length too long|record/i.test(details))
    return '; it seems to speak plain text: connect without --ca, or give the cluster a security section';
  return '';
}
