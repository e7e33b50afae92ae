/** What a command prints: plain lines and log lines with a level, indented within a block. */

const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'NONE'] as const;
export type Level = (typeof LEVELS)[number];

export function levelOf(name: string): Level | undefined {
  return LEVELS.find((level) => level === name.toUpperCase());
}

export class Output {
  #lines: string[] = [];
  #indent = '';
  level: Level = 'DEBUG';

  /** At NONE nothing but errors is printed. */
  get quiet(): boolean {
    return this.level === 'NONE';
  }

  print(text: string): void {
    if (this.quiet) return;
    for (const line of text.split('\n')) this.#lines.push(this.#indent + line);
  }

  log(level: Level, text: string): void {
    if (LEVELS.indexOf(level) >= LEVELS.indexOf(this.level)) this.print(`${level} ${text}`);
  }

  indented(body: () => void): void {
    const before = this.#indent;
    this.#indent += '  ';
    try {
      body();
    } finally {
      this.#indent = before;
    }
  }

  take(): string {
    const text = this.#lines.join('\n');
    this.#lines = [];
    return text;
  }
}
