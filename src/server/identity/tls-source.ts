/** What TLS needs, as it is at present: files that are replaced are taken up by whoever listens here. Reading them is
 *  main/'s. */

export interface TlsMaterial {
  /** PEM, one or more authorities: who is on the other side has to be signed by one of them. */
  readonly ca: string;
  /** PEM; a chain begins with the own certificate. */
  readonly cert: string;
  readonly key: string;
}

export interface TlsSource {
  readonly current: TlsMaterial;
  /** Called after `current` has changed. */
  onChange(listener: () => void): void;
}
