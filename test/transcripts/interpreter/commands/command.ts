/** A command of a dialogue: does something to the scene, and prints what came of it. */
import type { Scene } from '../scene.js';
import type { Directive } from '../script.js';

export type Command = (scene: Scene, directive: Directive) => void;

export type Commands = Readonly<Record<string, Command>>;
