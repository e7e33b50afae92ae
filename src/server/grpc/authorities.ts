/** Which authorities a bundle names, and whether a certificate that was taken once is still of one of them: TLS looks only
 *  when a connection begins, and connections live for weeks. */
import { X509Certificate } from 'node:crypto';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
/** Longer chains are not followed. */
const CHAIN_MAX = 8;

/** @param pem one certificate after another. @throws Error when one of them is none */
export function certificatesOf(pem: string): X509Certificate[] {
  return (pem.match(CERTIFICATE) ?? []).map((each) => new X509Certificate(each));
}

/** @param certificate as it was shown, with the chain that was verified then */
export function isOf(authorities: readonly X509Certificate[], certificate: X509Certificate): boolean {
  let link: X509Certificate | undefined = certificate;
  for (let at = 0; link !== undefined && at < CHAIN_MAX; at += 1) {
    const held: X509Certificate = link;
    if (authorities.some((authority) => held.checkIssued(authority) && held.verify(authority.publicKey)))
      return true;
    link = held.issuerCertificate;
  }
  return false;
}

/** @returns whether `after` lacks an authority of `before`; both PEM */
export function someTakenOut(before: string, after: string): boolean {
  const kept = new Set(certificatesOf(after).map(({ fingerprint256 }) => fingerprint256));
  return certificatesOf(before).some(({ fingerprint256 }) => !kept.has(fingerprint256));
}
