/**
 * The order of the pages. A page is the path of its source in the repository; its title is its first heading. The
 * sidebar, llms.txt and the check of the links read this list, and a page of `docs` that is missing here fails the check.
 * @type {readonly { readonly title: string, readonly collapsed?: boolean, readonly pages: readonly string[] }[]}
 */
export const navigation = [
  {
    title: 'Start',
    pages: [
      'docs/why.md',
      'docs/start/README.md',
      'docs/start/react.md',
      'docs/start/vue.md',
      'docs/start/next.md',
      'docs/start/nuxt.md',
      'docs/start/script-tag.md',
      'docs/start/custom-element.md',
      'docs/start/custom-ui.md',
      'docs/start/core.md',
      'docs/start/server.md',
    ],
  },
  {
    title: 'Concepts',
    pages: [
      'docs/agent-thinking.md',
      'docs/v2-and-legacy.md',
      'docs/tabs.md',
      'docs/architecture.md',
      'docs/machine.md',
    ],
  },
  {
    title: 'React and Vue',
    pages: [
      'docs/react.md',
      'docs/vue.md',
      'docs/hooks/README.md',
      'docs/hooks/provide-a-chat.md',
      'docs/hooks/use-connective-chat.md',
      'docs/hooks/use-approval.md',
      'docs/hooks/use-message.md',
      'docs/hooks/use-composer.md',
      'docs/hooks/use-panel.md',
      'docs/hooks/use-scroll-anchor.md',
      'docs/hooks/use-announcer.md',
      'docs/hooks/use-unread.md',
      'docs/hooks/use-tabs.md',
      'docs/hooks/use-chat-client.md',
      'docs/hooks/use-chat-selector.md',
    ],
  },
  {
    title: 'Your own UI',
    pages: [
      'docs/build-your-own-ui/README.md',
      'docs/build-your-own-ui/react.md',
      'docs/build-your-own-ui/vue.md',
      'docs/build-your-own-ui/core.md',
      'docs/parts.md',
    ],
  },
  { title: 'The widget', pages: ['docs/widget.md', 'docs/theming.md', 'docs/widget-demo.md'] },
  {
    title: 'The server',
    pages: [
      'docs/server/operating.md',
      'docs/server/docker.md',
      'docs/server/upgrading.md',
      'docs/server/capacity.md',
      'docs/settings.md',
      'docs/server/scenarios.md',
      'docs/operator-desk.md',
      'docs/server/admin-api.md',
      'docs/server/operators.md',
    ],
  },
  { title: 'Test and debug', pages: ['docs/playground.md', 'docs/testing.md', 'docs/devtools.md', 'docs/engine.md'] },
  { title: 'Reference', pages: [] },
  { title: 'Protocol', pages: ['docs/protocol.md', 'docs/dialects.md', 'docs/migrating.md'] },
  {
    title: 'Troubleshooting',
    collapsed: true,
    pages: [
      'docs/errors/README.md',
      'docs/errors/messages.md',
      'docs/errors/console.md',
      'docs/errors/operators.md',
      'docs/errors/problems.md',
      'docs/errors/server.md',
      'docs/errors/auth-failed.md',
      'docs/errors/banned.md',
      'docs/errors/bot-not-found.md',
      'docs/errors/connect-failed.md',
      'docs/errors/origin-not-allowed.md',
      'docs/errors/protocol-unsupported.md',
      'docs/errors/replaced.md',
      'docs/errors/session-ended.md',
      'docs/errors/token-expired.md',
    ],
  },
  {
    title: 'Evidence',
    pages: [
      'docs/security.md',
      'docs/privacy.md',
      'docs/accessibility.md',
      'docs/newcomer-test.md',
      'docs/fault-matrix.md',
      'docs/chaos.md',
      'docs/mutation-testing.md',
      'docs/compatibility.md',
      'docs/manual-checks.md',
      'docs/benchmarks.md',
      'bench/results.md',
      'bench/slow.md',
      'bench/peers.md',
      'bench/server/results.md',
      'bench/server/nodes.md',
      'mutations/README.md',
    ],
  },
  {
    title: 'Project',
    pages: ['docs/faq.md', 'docs/roadmap.md', 'CONTRIBUTING.md', 'docs/dependencies.md', 'examples/README.md'],
  },
];

/** A folder whose files are all pages, in the order of their names. */
export const decisions = { title: 'Decisions', folder: 'docs/adr' };

/** Pages that are made of other files than one Markdown page; links to `source` lead to them. */
export const generated = [
  {
    source: 'packages/core/src/client/chat-client.types.ts',
    route: 'client-reference',
    title: 'The client: options, events, methods',
    section: 'Reference',
  },
  {
    source: 'packages/vanilla-ui/src/widget-options.types.ts',
    route: 'widget-reference',
    title: 'The widget: options, events, methods',
    section: 'Reference',
  },
  { source: 'packages/core/api', route: 'api/index', title: 'API of all packages', section: 'Reference' },
  { source: '.changeset', route: 'changelog', title: 'Changelog', section: 'Project' },
];
