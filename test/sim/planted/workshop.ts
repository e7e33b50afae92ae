/** A copy of the tree in which bugs are planted: patched, compiled, run in processes of its own, and mended again. Every file
 *  compiles by itself (isolatedModules), so a patch costs the files that it touches. The tree itself is never written. */
import { spawn } from 'node:child_process';
import {
  cpSync,
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

/** What the child runs: see try-seeds.ts. */
const ENTRY = 'test/sim/planted/try-seeds.ts';

/** As tsconfig.json has it, for one file at a time: what is an ES module is not looked up in any package.json. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  verbatimModuleSyntax: true,
  isolatedModules: true,
};

export class Workshop {
  readonly root: string;
  #planted = new Map<string, string>();

  /** @param project the tree that is copied */
  constructor(project: string) {
    this.root = mkdtempSync(join(tmpdir(), 'railkv-planted-'));
    for (const folder of ['src', 'test/sim'])
      cpSync(join(project, folder), join(this.root, folder), { recursive: true });
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(project, file), join(this.root, file));
    symlinkSync(join(project, 'node_modules'), join(this.root, 'node_modules'));
    for (const folder of ['src', 'test/sim']) this.#compileAll(join(this.root, folder));
  }

  #compileAll(folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) this.#compileAll(path);
      else if (path.endsWith('.js')) cpSync(path, this.#compiled(path));
      else if (!/\.(d|test)\.ts$/.test(path) && path.endsWith('.ts'))
        this.#compile(path, readFileSync(path, 'utf8'));
    }
  }

  #compiled(path: string): string {
    const to = join(this.root, 'dist', relative(this.root, path));
    mkdirSync(dirname(to), { recursive: true });
    return to;
  }

  /** @throws Error with what the compiler says of the file's syntax */
  #compile(path: string, text: string): void {
    const { outputText, diagnostics = [] } = ts.transpileModule(text, {
      compilerOptions: OPTIONS,
      fileName: path,
      reportDiagnostics: true,
    });
    const wrong = diagnostics[0];
    if (wrong !== undefined)
      throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(wrong.messageText, ' ')}`);
    writeFileSync(this.#compiled(path).replace(/\.ts$/, '.js'), outputText);
  }

  /** @throws PatchError when it no longer applies */
  plant(files: readonly FilePatch[]): void {
    const changed = files.map((file) => {
      if (!file.path.startsWith('src/')) throw new PatchError(`${file.path} is not part of the product`);
      const path = join(this.root, file.path);
      const before = readFileSync(path, 'utf8');
      return { path, before, after: applyHunks(file, before) };
    });
    for (const { path, before, after } of changed) {
      this.#planted.set(path, before);
      this.#write(path, after);
    }
  }

  mend(): void {
    for (const [path, before] of this.#planted) this.#write(path, before);
    this.#planted = new Map();
  }

  #write(path: string, text: string): void {
    writeFileSync(path, text);
    this.#compile(path, text);
  }

  /** Runs the child, and hands over each line that it prints. @param line says whether to go on */
  async run(args: readonly string[], line: (text: string) => boolean): Promise<void> {
    const entry = join(this.root, 'dist', ENTRY.replace(/\.ts$/, '.js'));
    const child = spawn(process.execPath, [entry, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let rest = '';
    let complaints = '';
    child.stderr.on('data', (data: Buffer) => {
      complaints = (complaints + data.toString()).slice(-4_000);
    });
    child.stdout.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) if (!line(text)) child.kill();
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    if (code !== 0 && code !== null) throw new Error(`the simulation ended with code ${code}: ${complaints}`);
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
