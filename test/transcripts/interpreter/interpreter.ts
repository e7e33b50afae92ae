/** Carries out the commands of a dialogue and returns what each printed. */

import type { Commands } from './commands/command.js';
import { deliver } from './commands/deliver.js';
import { drive } from './commands/drive.js';
import { faults } from './commands/faults.js';
import { inspect } from './commands/inspect.js';
import { setup } from './commands/setup.js';
import type { Dialect } from './dialect.js';
import { Invariants } from './invariants.js';
import { Scene } from './scene.js';
import type { Directive } from './script.js';

const COMMANDS: Commands = { ...setup, ...drive, ...deliver, ...inspect, ...faults };

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS).sort();

export class Interpreter {
  readonly scene: Scene;
  readonly #invariants = new Invariants();

  constructor(dialect: Dialect = 'own') {
    this.scene = new Scene(dialect);
  }

  /** @returns what the command printed, `ok` if nothing */
  run(directive: Directive): string {
    const { scene } = this;
    const command = COMMANDS[directive.command];
    let failure = '';
    if (command === undefined) {
      failure = `unknown command ${directive.command}`;
    } else {
      try {
        command(scene, directive);
        this.#invariants.check(scene);
      } catch (error) {
        failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      }
    }
    const printed = scene.output.take();
    if (failure !== '') return printed === '' ? failure : `${printed}\n${failure}`;
    return printed === '' ? 'ok' : printed;
  }
}
