/** Reads the arguments of a command. What a command does not know is an error, not ignored. */
import type { ReplicaId } from '../../../src/raft/ids.js';
import { type Directive, ScriptError } from './script.js';

export class Arguments {
  readonly #directive: Directive;
  readonly #named = new Map<string, readonly string[]>();
  readonly words: readonly string[];

  /** @param names the keys this command knows */
  constructor(directive: Directive, names: readonly string[] = []) {
    this.#directive = directive;
    const words: string[] = [];
    for (const { key, values } of directive.arguments) {
      if (values.length === 0) {
        words.push(key);
      } else {
        if (!names.includes(key)) this.fail(`unknown argument ${key}`);
        this.#named.set(key, values);
      }
    }
    this.words = words;
  }

  get ids(): readonly ReplicaId[] {
    return this.words.map((word) => this.#number(word));
  }

  /** The replica a command is about: its first word. */
  get replica(): ReplicaId {
    return this.#number(this.word(0));
  }

  word(position: number): string {
    return this.words[position] ?? this.fail(`argument ${position + 1} is missing`);
  }

  number(name: string, otherwise: number): number {
    const values = this.#named.get(name);
    return values === undefined ? otherwise : this.#number(values[0] as string);
  }

  numbers(name: string): readonly number[] {
    return (this.#named.get(name) ?? []).map((value) => this.#number(value));
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  text(name: string): string | undefined {
    return this.#named.get(name)?.[0];
  }

  fail(why: string): never {
    throw new ScriptError(`line ${this.#directive.line}: ${this.#directive.command}: ${why}`);
  }

  #number(text: string): number {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : this.fail(`${text} is not a number`);
  }
}
