/** Why a node could not be started, when neither cluster.yaml (ConfigError), a listener (ListenError) nor the data directory
 *  (StoreError) is to blame. */

export class NodeStartError extends Error {
  override readonly name = 'NodeStartError';

  constructor(
    readonly code: 'UNKNOWN_NODE' | 'THREAD_POOL' | 'CREDENTIALS' | 'KNOWN_CLUSTER',
    message: string,
  ) {
    super(message);
  }
}
