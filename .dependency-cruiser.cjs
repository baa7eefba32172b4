/**
 * The allowed imports. In core, `lib` and `protocol` are the lowest layers and only `client` imports everything.
 * Bindings and UIs import only core's public entry points, so that core needs no framework and UIs no wire format.
 */
const CORE = '^packages/core/src';
/** Resolved to the sources by the `@connective-chat/source` condition. */
const PUBLIC_CORE =
  '^packages/core/src/(index|protocol/index|engine/index|ui/index|rich-text/index|testing/index|devtools/index|tabs/index)\\.ts$';
const CONSOLE = '^packages/console/src';
const SERVER = '^packages/server/src';
const CONTRACTS = '^packages/contracts/src';
const PUBLIC_CONTRACTS = `${CONTRACTS}/[^/]+/index\\.ts$`;
const DRIVERS = '(^|/)node_modules/(xstate|@xstate|socket\\.io-client|engine\\.io-client)/';

/** The folders of the server, the lowest layer first: a folder imports only those before it. */
const SERVER_LAYERS = [
  'lib',
  'outbound',
  'cluster',
  'db',
  'http',
  'audit',
  'accounts',
  'backup',
  'scenario',
  'bots',
  'files',
  'conversation',
  'agent',
  'turns',
  'operator',
  'gateway',
  'embed',
  'demo',
  'admin',
  'config',
];
const serverLayers = [
  ...SERVER_LAYERS.map((layer, index) => ({
    name: `server-layer-${layer}`,
    comment: 'The folders of the server form layers, so that each can be understood with those below it alone.',
    severity: 'error',
    from: { path: `${SERVER}/${layer}/` },
    to: {
      path: `${SERVER}/`,
      pathNot: `${SERVER}/(${SERVER_LAYERS.slice(0, index + 1).join('|')})/`,
    },
  })),
  {
    name: 'server-folder-without-a-layer',
    severity: 'error',
    from: { path: `${SERVER}/[^/]+/`, pathNot: `${SERVER}/(${SERVER_LAYERS.join('|')})/` },
    to: {},
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules in a cycle cannot be understood, tested or loaded separately.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      // A cycle of type imports does not exist at run time.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'lib-stands-alone',
      severity: 'error',
      from: { path: `${CORE}/lib/` },
      to: { path: `${CORE}/(?!lib/)` },
    },
    {
      name: 'protocol-knows-lib-alone',
      comment: 'The server and the client share it, so both depend on everything it imports.',
      severity: 'error',
      from: { path: `${CORE}/protocol/` },
      to: { path: `${CORE}/(?!lib/|protocol/)` },
    },
    {
      name: 'texts-stand-alone',
      comment: 'Dictionaries and their rules, which every UI uses.',
      severity: 'error',
      from: { path: `${CORE}/texts/` },
      to: { path: `${CORE}/(?!texts/)` },
    },
    {
      name: 'rich-text-knows-texts-and-types',
      severity: 'error',
      from: { path: `${CORE}/rich-text/` },
      to: { path: `${CORE}/(?!lib/|texts/|rich-text/)`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ui-loads-the-lexer-on-demand',
      comment: 'A static import would add the Markdown lexer to every page that uses a UI part.',
      severity: 'error',
      from: { path: `${CORE}/ui/` },
      to: {
        path: `${CORE}/rich-text/(index|parse-markdown|parse-rich-text|describe-message)\\.ts$`,
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'core-rooms-point-one-way',
      comment: 'Incoming messages and sends import only types from each other; both use the protocol.',
      severity: 'error',
      from: { path: `${CORE}/(conversation|delivery)/` },
      to: { path: `${CORE}/(client|connection|testing|devtools|ui)/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-knows-no-devtools',
      comment: 'Recorder and replay are an entry of their own; the client knows only the port of a recorder.',
      severity: 'error',
      from: { path: CORE, pathNot: `${CORE}/devtools/` },
      to: { path: `${CORE}/devtools/` },
    },
    {
      name: 'connection-knows-no-messages',
      severity: 'error',
      from: { path: `${CORE}/connection/` },
      to: {
        path: `${CORE}/(client|conversation|delivery|uploads|testing|devtools|ui)/`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'machine-knows-types-only',
      comment:
        'The machine does no I/O; its effects are injected. The two modules it may import contain only data: ' +
        'which codes are final, and the error type.',
      severity: 'error',
      from: { path: `${CORE}/machine/` },
      to: {
        path: `${CORE}/(?!lib/|machine/|protocol/codes\\.ts|errors\\.ts)`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'transport-knows-protocol-and-errors',
      severity: 'error',
      from: { path: `${CORE}/transport/` },
      to: { path: `${CORE}/(?!lib/|transport/|protocol/|errors\\.ts)`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-transport-speaks-socket-io',
      severity: 'error',
      from: { path: CORE, pathNot: `${CORE}/(transport|testing)/` },
      to: { path: '(^|/)node_modules/(socket\\.io-client|engine\\.io-client)/' },
    },
    {
      name: 'core-knows-no-framework',
      severity: 'error',
      from: { path: CORE },
      to: { path: '(^|/)node_modules/(react|react-dom|vue|@vue)/|^packages/(?!core/)' },
    },
    {
      name: 'views-know-core-alone',
      comment: 'Bindings and widget use the public API of core, like any consumer.',
      severity: 'error',
      from: { path: '^packages/(react|vue|vanilla-ui)/src' },
      to: { path: '^packages/', pathNot: [PUBLIC_CORE, '^packages/$1/src'] },
    },
    {
      name: 'views-drive-no-machine-and-no-socket',
      severity: 'error',
      from: { path: '^packages/(react|vue|vanilla-ui)/src' },
      to: { path: DRIVERS },
    },
    {
      name: 'views-leave-the-wire-to-core',
      severity: 'error',
      from: { path: '^packages/(react|vue)/src' },
      to: { path: `${CORE}/protocol/` },
    },
    {
      name: 'server-imports-contracts-only',
      comment: 'The server imports the contracts and the protocol, but no other code of the client.',
      severity: 'error',
      from: { path: `${SERVER}/` },
      to: {
        path: '^packages/',
        pathNot: [`${CORE}/protocol/index\\.ts$`, PUBLIC_CONTRACTS, '^packages/(server|vanilla-ui)/'],
      },
    },
    {
      name: 'console-imports-core-and-contracts-only',
      comment: 'The console communicates with the server over the network and uses core like any consumer.',
      severity: 'error',
      from: { path: `${CONSOLE}/` },
      to: { path: '^packages/', pathNot: [PUBLIC_CORE, PUBLIC_CONTRACTS, '^packages/console/'] },
    },
    {
      name: 'contracts-run-in-browsers',
      comment: 'The server and the console import the same files, so they must not depend on Node.',
      severity: 'error',
      from: { path: `${CONTRACTS}/` },
      to: {
        path: '.',
        pathNot: [`${CONTRACTS}/`, `${CORE}/protocol/index\\.ts$`, '(^|/)node_modules/zod/'],
      },
    },
    {
      name: 'contracts-form-layers',
      comment:
        'Bots, the operator namespace and scenarios are independent of each other and use the codes of problems; the settings API builds on bots.',
      severity: 'error',
      from: { path: `${CONTRACTS}/(bot|operator|scenario)/` },
      to: { path: `${CONTRACTS}/`, pathNot: `${CONTRACTS}/($1|problem)/` },
    },
    {
      name: 'admin-contract-builds-on-bots-only',
      severity: 'error',
      from: { path: `${CONTRACTS}/admin/` },
      to: { path: `${CONTRACTS}/(?!admin/|bot/|problem/)` },
    },
    {
      name: 'rooms-of-the-console-stand-alone',
      comment: 'Settings, desk and demo are separate chunks; shared code belongs to ui, api, shell or preview.',
      severity: 'error',
      from: { path: `${CONSOLE}/(settings|desk|widget-demo)/` },
      to: { path: `${CONSOLE}/(settings|desk|widget-demo)/`, pathNot: `${CONSOLE}/$1/` },
    },
    {
      name: 'console-parts-know-no-page',
      severity: 'error',
      from: { path: `${CONSOLE}/(ui|api|preview)/` },
      to: { path: `${CONSOLE}/(?!ui/|api/|preview/)` },
    },
    ...serverLayers,
    {
      name: 'the-settings-leave-the-desk-alone',
      severity: 'error',
      from: { path: `${SERVER}/admin/` },
      to: { path: `${SERVER}/(gateway|operator/(?!desk-settings\\.ts)|turns|conversation|cluster)` },
    },
    {
      name: 'sources-import-no-tests',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      to: { path: '^packages/[^/]+/test|^e2e/' },
    },
    {
      name: 'dependencies-are-declared',
      comment:
        'A dependency that is only hoisted here would be missing for consumers. The console is published bundled.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src', pathNot: CONSOLE },
      // A peer is a devDependency as well, for the tests.
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        dependencyTypesNot: ['npm-peer', 'npm', 'type-only'],
      },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      to: { couldNotResolve: true, pathNot: '\\.css\\?inline$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|examples)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@connective-chat/source', 'types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
