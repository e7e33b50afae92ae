/** What is wrong with cluster.yaml: every complaint says where (file:line:column and path) and what to do. */

export interface Complaint {
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** As `nodes.2.peer`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

function formatComplaint({ file, line, column, path, message }: Complaint): string {
  return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly complaints: readonly Complaint[]) {
    super(complaints.map(formatComplaint).join('\n'));
  }
}
