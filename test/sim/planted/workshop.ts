/** A copy of the tree in which bugs are planted: patched, compiled, run in processes of its own, and mended again. Compiled
 *  incrementally and in memory: after the first time only what a patch touches. The tree itself is never written. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { applyHunks, type FilePatch, PatchError } from './patch.js';

/** What the child runs: see try-seeds.ts. */
const ENTRY = 'test/sim/planted/try-seeds.ts';

export class Workshop {
  readonly root: string;
  readonly #options: ts.CompilerOptions;
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #host: ts.CompilerHost;
  #program: ts.EmitAndSemanticDiagnosticsBuilderProgram | undefined;
  #planted = new Map<string, string>();

  /** @param project the tree that is copied */
  constructor(project: string) {
    this.root = mkdtempSync(join(tmpdir(), 'railkv-planted-'));
    const sources = (path: string): boolean => !/\.test\.ts$|\/planted\/bugs/.test(path);
    for (const folder of ['src', 'test/sim'])
      cpSync(join(project, folder), join(this.root, folder), { recursive: true, filter: sources });
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(project, file), join(this.root, file));
    symlinkSync(join(project, 'node_modules'), join(this.root, 'node_modules'));
    const config = ts.readConfigFile(join(this.root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, this.root);
    this.#options = { ...options, sourceMap: true, declaration: false, incremental: true };
    this.#host = this.#makeHost();
  }

  #makeHost(): ts.CompilerHost {
    const host = ts.createIncrementalCompilerHost(this.#options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) => {
      let known = this.#files.get(file);
      if (known === undefined) {
        known = read(file, ...rest);
        if (known !== undefined) this.#files.set(file, known);
      }
      return known;
    };
    return host;
  }

  /** @throws Error with what the compiler says */
  build(): void {
    const roots = [join(this.root, ENTRY)];
    const program = ts.createEmitAndSemanticDiagnosticsBuilderProgram(
      roots,
      this.#options,
      this.#host,
      this.#program,
    );
    this.#program = program;
    const wrong = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()];
    if (wrong.length > 0)
      throw new Error(
        ts.formatDiagnostics(wrong.slice(0, 5), {
          getCanonicalFileName: (name) => name,
          getCurrentDirectory: () => this.root,
          getNewLine: () => '\n',
        }),
      );
    program.emit();
    mkdirSync(join(this.root, 'dist/src/proto'), { recursive: true });
    for (const name of ['generated.js', 'protobuf.js'])
      cpSync(join(this.root, 'src/proto', name), join(this.root, 'dist/src/proto', name));
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
    this.#files.delete(path);
  }

  /** Runs the child, and hands over each line that it prints. @param line says whether to go on */
  async run(args: readonly string[], line: (text: string) => boolean): Promise<void> {
    const entry = join(this.root, 'dist', ENTRY.replace(/\.ts$/, '.js'));
    const child = spawn(process.execPath, ['--enable-source-maps', entry, ...args], {
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
