/** In which words the interpreter speaks. `own` shows all that this core says. `etcd` starts replicas, and prints, as
 *  etcd-io/raft's interaction tests do, so that the two can be compared line by line; what etcd has no word for (the ack
 *  quorum, how long a refuser's log is) is left out there. */
export type Dialect = 'own' | 'etcd';
