import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './pages.mjs';

const parse = (path) => ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);

/** The comment of a declaration in one line, without its examples. */
function commentOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? '';
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();

/** The type of a member, without what every member has. */
const typeOf = (node) => cell((node.type?.getText() ?? '').replaceAll('readonly ', '').replace(/ \| undefined$/, ''));

function signatureOf(member) {
  const parameters = member.parameters.map((each) => each.getText()).join(', ');
  return `(${cell(parameters).replaceAll('readonly ', '')}): ${typeOf(member)}`;
}

function rowOf(member) {
  const name = member.name.getText().replaceAll(/^'|'$/g, '');
  const isRequired = ts.isPropertySignature(member) && !member.questionToken;
  const type = ts.isMethodSignature(member) ? signatureOf(member) : typeOf(member);
  return { name, type, isRequired, comment: cell(commentOf(member)) };
}

/** The members of an interface as a table; each links its live example in a group, if there is one. */
function tableOf(source, name, head, group = '') {
  const found = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  if (!found) throw new Error(`${source.fileName} has no interface ${name}`);
  const rows = found.members
    .filter((member) => member.name)
    .map(rowOf)
    .map(({ name: member, type, comment }) => {
      const example = group ? ` [try](#try-${group}-${member})` : '';
      return `| \`${member}\`${example} | \`${type}\` | ${comment} |`;
    });
  return [`| ${head} | type | |`, '|---|---|---|', ...rows, ''].join('\n');
}

const options = parse('packages/vanilla-ui/src/widget-options.types.ts');
const widget = parse('packages/vanilla-ui/src/widget.types.ts');
const attributes = parse('packages/vanilla-ui/src/connective-chat-attributes.types.ts');
const colors = parse('packages/vanilla-ui/src/appearance/color-scheme.types.ts');
const clientOptions = parse('packages/core/src/client/chat-client-options.types.ts');
const client = parse('packages/core/src/client/chat-client.types.ts');
const timeouts = parse('packages/core/src/machine/timeouts.ts');

/** Every option, attribute, event and method of the widget. */
export const widgetReference = () =>
  [
    '# The widget: options, events, methods',
    '',
    'Written from the types with every build of this site. [The widget](widget.md) explains formats and behaviour, [theming](theming.md) the appearance.',
    '',
    '## Options of createWidget',
    '',
    '`server` and `botId` are required.',
    '',
    '<!-- live: widget-options -->',
    '',
    tableOf(options, 'WidgetOptions', 'option', 'widget-options'),
    ...[
      ['LauncherOptions', 'launcher'],
      ['WidgetPosition', 'position'],
      ['Channel', 'channels'],
      ['PreChatOptions', 'preChat'],
      ['PreChatField', 'preChat.fields'],
    ].flatMap(([name, option]) => [`### ${option}`, '', tableOf(options, name, 'field')]),
    '### colors',
    '',
    tableOf(colors, 'ColorScheme', 'key'),
    '## Attributes of the element',
    '',
    tableOf(attributes, 'ConnectiveChatAttributes', 'attribute'),
    '## Events',
    '',
    "Dispatched on the element, with the value in `detail`, and passed to `widget.on(name, handler)` and `kw('on', name, handler)`.",
    '',
    '<!-- live: widget-events -->',
    '',
    tableOf(widget, 'WidgetEvents', 'event', 'widget-events'),
    '## Methods',
    '',
    '<!-- live: widget-methods -->',
    '',
    tableOf(widget, 'WidgetControls', 'method', 'widget-methods'),
    tableOf(widget, 'Widget', 'member'),
  ].join('\n');

/** Every option, event and method of the client. */
export const clientReference = () =>
  [
    '# The client: options, events, methods',
    '',
    'Written from the types with every build of this site. [useConnectiveChat](hooks/use-connective-chat.md) explains what a changed option does.',
    '',
    '## Options of createChatClient',
    '',
    '<!-- live: client-options -->',
    '',
    tableOf(clientOptions, 'ChatClientOptions', 'option', 'client-options'),
    '### timeouts',
    '',
    tableOf(timeouts, 'Timeouts', 'timeout'),
    '## Events',
    '',
    '`chat.on(name, handler)` adds a handler and returns the function that removes it.',
    '',
    '<!-- live: client-events -->',
    '',
    tableOf(client, 'ChatEvents', 'event', 'client-events'),
    '## Members',
    '',
    tableOf(client, 'ChatClient', 'member'),
  ].join('\n');
