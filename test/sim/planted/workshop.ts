/** Copies of the tree in which bugs are planted. The tree is copied and compiled once; each bug gets a bench of its own, which shares
 *  all but the files that its patch touches (hard links), so that several bugs run side by side. Every file compiles by itself
 *  (isolatedModules). The tree itself is never written. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { applyHunks, type FilePatch, PatchError } from './patch.js';

/** What a bench runs: see try-seeds.ts. */
const ENTRY = 'test/sim/planted/try-seeds.js';

/** As tsconfig.json has it, for one file at a time: what is an ES module is not looked up in any package.json. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  verbatimModuleSyntax: true,
  isolatedModules: true,
};

export class Workshop {
  readonly #root: string;
  /** Nothing is planted here. */
  readonly sound: Bench;

  /** @param project the tree that is copied */
  constructor(project: string) {
    this.#root = mkdtempSync(join(tmpdir(), 'railkv-planted-'));
    const copy = join(this.#root, 'sound');
    for (const folder of ['src', 'test/sim'])
      cpSync(join(project, folder), join(copy, folder), { recursive: true });
    cpSync(join(project, 'package.json'), join(this.#root, 'package.json'));
    symlinkSync(join(project, 'node_modules'), join(this.#root, 'node_modules'));
    this.sound = new Bench(copy);
    for (const folder of ['src', 'test/sim']) compileAll(copy, join(copy, folder));
  }

  /** A bench with the bug. @throws PatchError when it no longer applies */
  plant(name: string, files: readonly FilePatch[]): Bench {
    const changed = files.map((file) => {
      if (!file.path.startsWith('src/')) throw new PatchError(`${file.path} is not part of the product`);
      const before = readFileSync(join(this.sound.root, file.path), 'utf8');
      return { path: file.path, text: applyHunks(file, before) };
    });
    const root = join(this.#root, name);
    linkAll(join(this.sound.root, 'dist'), join(root, 'dist'));
    for (const { path, text } of changed) compile(root, join(root, path), text);
    return new Bench(root);
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** One copy, as it stands. */
export class Bench {
  readonly #children = new Set<ChildProcess>();

  constructor(readonly root: string) {}

  /** Runs seeds in a process, and hands over each line that it prints. @param line says whether to go on */
  async run(args: readonly string[], line: (text: string) => boolean): Promise<void> {
    const child = spawn(process.execPath, [join(this.root, 'dist', ENTRY), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.add(child);
    let rest = '';
    let complaints = '';
    let enough = false;
    child.stderr.on('data', (data: Buffer) => {
      complaints = (complaints + data.toString()).slice(-4_000);
    });
    child.stdout.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) enough ||= !line(text);
      if (enough) child.kill();
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    this.#children.delete(child);
    if (code !== 0 && !enough) throw new Error(`the simulation ended with code ${code}: ${complaints}`);
  }

  close(): void {
    for (const child of this.#children) child.kill();
    rmSync(this.root, { recursive: true, force: true });
  }
}

function compileAll(root: string, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compileAll(root, path);
    else if (path.endsWith('.js')) cpSync(path, compiled(root, path));
    else if (!/\.(d|test)\.ts$/.test(path) && path.endsWith('.ts'))
      compile(root, path, readFileSync(path, 'utf8'));
  }
}

function compiled(root: string, path: string): string {
  const to = join(root, 'dist', relative(root, path));
  mkdirSync(dirname(to), { recursive: true });
  return to;
}

/** @throws Error with what the compiler says of the file's syntax */
function compile(root: string, path: string, text: string): void {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    compilerOptions: OPTIONS,
    fileName: path,
    reportDiagnostics: true,
  });
  const wrong = diagnostics[0];
  if (wrong !== undefined)
    throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(wrong.messageText, ' ')}`);
  const to = compiled(root, path).replace(/\.ts$/, '.js');
  rmSync(to, { force: true }); // a link: the file it names belongs to all
  writeFileSync(to, outputText);
}

function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isDirectory()) linkAll(join(from, entry.name), join(to, entry.name));
    else linkSync(join(from, entry.name), join(to, entry.name));
}
