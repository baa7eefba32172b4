/**
 * Who may import whom. `lib` and `protocol` stand at the bottom, `client` alone sees everything, and what renders
 * knows core by its public door only: that is what keeps core free of frameworks and the wire out of every UI.
 */
const CORE = '^packages/core/src';
/** Resolved to the sources by the `@connective-chat/source` condition. */
const PUBLIC_CORE = '^packages/core/src/(index|protocol/index|ui/index|testing/index|devtools/index|tabs/index)\\.ts$';
const CONSOLE = '^packages/console/src';
const SERVER = '^packages/server/src';
/** What the pages share with the server. */
const SERVER_CONTRACTS = `${SERVER}/(admin/admin-(contract|entities)|operator/operator-(contract|entities)|embed/embed-code|bots/(bot\\.types|appearance|origin))`;
const DRIVERS = '(^|/)node_modules/(xstate|@xstate|socket\\.io-client|engine\\.io-client)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means that neither of the two can be understood, tested or loaded alone.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      // A cycle of types alone does not exist at run time.
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
      comment: 'The server and the client share it: whatever it imports, both get.',
      severity: 'error',
      from: { path: `${CORE}/protocol/` },
      to: { path: `${CORE}/(?!lib/|protocol/)` },
    },
    {
      name: 'messages-know-lib-alone',
      severity: 'error',
      from: { path: `${CORE}/messages/` },
      to: { path: `${CORE}/(?!lib/|messages/|protocol/|errors\\.ts)` },
    },
    {
      name: 'messages-know-other-types-only',
      severity: 'error',
      from: { path: `${CORE}/messages/` },
      to: { path: `${CORE}/(protocol/|errors\\.ts)`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'machine-knows-types-only',
      comment:
        'The machine decides and does no I/O: everything it needs is provided. The two tables it may read are data: ' +
        'which code is final, and the shape of an error.',
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
      comment: 'Bindings and widget use the public face of core, as any consumer must.',
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
      name: 'server-knows-the-contract-alone',
      comment: 'One contract, both sides: and nothing else of the client reaches the server.',
      severity: 'error',
      from: { path: '^packages/server/src' },
      to: { path: '^packages/', pathNot: [`${CORE}/protocol/index\\.ts$`, '^packages/(server|vanilla-ui)/'] },
    },
    {
      name: 'console-knows-the-contracts-alone',
      comment: 'The pages share schemas with the server, and whatever those files import ends in a browser.',
      severity: 'error',
      from: { path: `${CONSOLE}/` },
      to: {
        path: '^packages/server/src/',
        pathNot:
          '^packages/server/src/(admin/admin-(contract|entities)|bots/(appearance|bot\\.types|origin)|embed/embed-code|' +
          'operator/operator-(contract|entities)|scenario/(schema|load-scenario|edges-of)|lib/localized)\\.ts$',
      },
    },
    {
      name: 'console-uses-core-as-any-consumer',
      severity: 'error',
      from: { path: `${CONSOLE}/` },
      to: { path: '^packages/', pathNot: [PUBLIC_CORE, '^packages/(console|server)/'] },
    },
    {
      name: 'the-server-imports-no-console-code',
      severity: 'error',
      from: { path: '^packages/server/src' },
      to: { path: '^packages/console/' },
    },
    {
      name: 'rooms-of-the-console-stand-alone',
      comment: 'Settings, desk and demo are loaded apart: what two of them need belongs to ui, api, shell or preview.',
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
    {
      name: 'contracts-are-for-browsers-too',
      comment: 'The pages read the contracts of the settings and of the desk by the very files that the server uses.',
      severity: 'error',
      from: { path: `${SERVER_CONTRACTS}\\.ts$` },
      to: {
        path: '.',
        pathNot: [`${SERVER_CONTRACTS}\\.ts$`, `${CORE}/protocol/index\\.ts$`, '(^|/)node_modules/zod/'],
      },
    },
    {
      name: 'the-settings-stand-on-top',
      comment: 'Who serves visitors knows nothing of the endpoints by which it is configured.',
      severity: 'error',
      from: { path: `${SERVER}/(?!admin/|create-server\\.ts)` },
      to: { path: `${SERVER}/admin/(?!admin-(entities|contract)\\.ts)` },
    },
    {
      name: 'the-settings-leave-the-desk-alone',
      severity: 'error',
      from: { path: `${SERVER}/admin/` },
      to: { path: `${SERVER}/(gateway|operator/(?!desk-settings\\.ts)|turns|conversation|cluster)` },
    },
    {
      name: 'accounts-and-audit-know-nobody-who-uses-them',
      severity: 'error',
      from: { path: `${SERVER}/(accounts|audit)/` },
      to: {
        path: `${SERVER}/`,
        pathNot: `${SERVER}/(accounts|audit|db|lib|admin/admin-entities\\.ts)`,
      },
    },
    {
      name: 'sources-import-no-tests',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      to: { path: '^packages/[^/]+/test|^e2e/' },
    },
    {
      name: 'dependencies-are-declared',
      comment: 'What the workspace happens to hoist is missing at a consumer. The console is published bundled.',
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
