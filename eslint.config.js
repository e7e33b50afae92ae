// Formatting and fast rules are biome's. Here: the rules that need types, the arrows between folders, and purity.
import tseslint from 'typescript-eslint';

/** Folders of src and what each may import from the others. `env` and `proto` hold no logic of ours. */
const ARROWS = {
  env: [],
  proto: [],
  raft: [],
  store: ['raft', 'env', 'proto'],
  shard: ['raft', 'store', 'env', 'proto'],
  client: ['env', 'proto'],
  server: ['raft', 'store', 'shard', 'env', 'proto'],
  cli: ['client', 'env', 'proto'],
};

const forbidden = (folder) =>
  Object.keys(ARROWS)
    .filter((other) => other !== folder && !ARROWS[folder].includes(other))
    .map((other) => ({
      group: [`**/${other}/*`, `**/${other}/**`],
      message: `src/${folder} may import only: ${ARROWS[folder].join(', ') || 'nothing of ours'}.`,
    }));

const arrows = Object.keys(ARROWS).map((folder) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: forbidden(folder) }] },
}));

/** What a deterministic file may not touch; it takes clock, randomness, disk and network as parameters. */
const AMBIENT = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'fetch',
  'crypto',
  'process',
];
const purity = {
  files: [
    'src/raft/**/*.ts',
    'src/store/**/*.ts',
    'src/shard/**/*.ts',
    'src/server/**/*.ts',
    'src/client/**/*.ts',
  ],
  ignores: [
    '**/*.test.ts',
    'src/store/level/**', // the LevelDB and file adapters: the one place of the store that meets a disk
    'src/server/transport/**',
    'src/server/grpc/**',
    'src/server/http/**',
    'src/server/main/**',
    'src/client/grpc/**', // the channel adapter of the SDK
  ],
  rules: {
    'no-restricted-globals': ['error', ...AMBIENT],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Take a Clock.' },
      { object: 'Math', property: 'random', message: 'Take a Random.' },
    ],
    'no-restricted-syntax': [
      'error',
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take a Clock.' },
      {
        selector:
          'ImportDeclaration[source.value=/^node:(fs|net|http|http2|tls|dgram|timers|os|child_process|worker_threads|crypto|process)/]',
        message: 'Take a disk, a network or a clock.',
      },
      {
        selector: 'ImportDeclaration[source.value=/^(level|classic-level|@grpc)/]',
        message: 'Only adapters meet the disk and the network.',
      },
    ],
  },
};

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      'src/proto/generated.*',
      'scripts/**',
      'coverage/**',
      '*.js',
      '.railkv/**',
    ],
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'examples/**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
    },
  },
  ...arrows,
  {
    // Commands that run a node, or look at a node's directory while none runs.
    files: [
      'src/cli/commands/config/**',
      'src/cli/commands/start/**',
      'src/cli/commands/serve.ts',
      'src/cli/commands/join/**',
      'src/cli/commands/init.ts',
      'src/cli/commands/store.ts',
      'src/cli/commands/recover/**',
      'src/cli/commands/snapshot/**',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  purity,
);
