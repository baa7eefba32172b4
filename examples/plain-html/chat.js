// A whole chat on the client alone. What makes it accessible are the props of the headless parts: applyProps() sets them.
import {
  applyProps,
  createAnnouncer,
  createChatClient,
  createComposer,
  createPanel,
  createScrollAnchor,
  describeBody,
  formatBadge,
  getAnnouncerProps,
  getComposerProps,
  getLauncherProps,
  getLogProps,
  getMessageProps,
  getPanelProps,
  getReasonProps,
  getSendButtonProps,
  getTextProps,
  getThinkingProps,
  keepRead,
  loadLabels,
  messageErrorId,
  parseRichText,
  safeHref,
} from './dist/connective-chat.js';

// The headless parts speak the page's language; `?lang=uk` asks for another.
const locale = new URLSearchParams(location.search).get('lang') ?? document.documentElement.lang;
const labels = await loadLabels(locale);

const chat = createChatClient({
  url: location.origin,
  botId: 1,
  locale,
  open: false,
  paramsFromSite: { customer_name: 'Olena', product: 'Halo desk lamp', price: 89 },
});
const panel = createPanel(chat);
const composer = createComposer(chat);
const anchor = createScrollAnchor(chat);

const ids = 'panel launcher log input send reason badge title subtitle notice retry announcer close'.split(' ');
const parts = Object.fromEntries(ids.map((id) => [id, document.getElementById(id)]));

/** An element with its props and what is in it: text stays text, whatever it says. */
function h(name, props, ...children) {
  const element = document.createElement(name);
  applyProps(element, props);
  element.append(...children);
  return element;
}

const inline = (node) => {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'code':
      return h('code', {}, node.text);
    case 'link':
      return link(node.href, ...node.children.map(inline));
    default:
      return h(node.type === 'strong' ? 'strong' : 'em', {}, ...node.children.map(inline));
  }
};
const block = (node) => {
  if (node.type === 'code') return h('pre', {}, h('code', {}, node.text));
  if (node.type !== 'list') return h('p', {}, ...node.children.map(inline));
  const items = node.items.map((item) => h('li', {}, ...item.map(inline)));
  return h(node.ordered ? 'ol' : 'ul', {}, ...items);
};
const link = (href, ...children) =>
  h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children);

function choices(message) {
  const { body, answer } = message;
  if (body.type !== 'text' || (answer && !body.repeatable)) return [];
  const buttons = [...(body.buttons ?? []), ...(answer ? [] : (body.keyboard ?? []))].flat();
  return buttons.flatMap((button) => {
    if (button.action.type === 'url') {
      const href = safeHref(button.action.url);
      return href ? [Object.assign(link(href, button.label), { className: 'choice' })] : [];
    }
    const onClick = () => chat.press(message.id, button).ok && panel.focusInput();
    return [h('button', { type: 'button', class: 'choice', onClick }, button.label)];
  });
}

function row(message) {
  const { id, body, from, delivery } = message;
  const isMarkdown = body.type === 'text' && body.format === 'markdown';
  const words = isMarkdown ? parseRichText(body.text).map(block) : [h('p', {}, describeBody(body, labels))];
  const text = h('div', { class: 'rich', ...getTextProps() }, ...words);
  const element = h('div', {
    ...getMessageProps(message, { labels }),
    'data-group': 'start',
    'data-testid': 'message',
  });
  element.append(from.kind === 'system' ? text : h('div', { class: 'bubble' }, text));
  const offered = choices(message);
  if (offered.length > 0) element.append(h('div', { class: 'choices' }, ...offered));
  if (delivery === 'failed' || delivery === 'expired') {
    const again = h('button', { type: 'button', class: 'text-button', onClick: () => chat.retry(id) }, 'Try again');
    const why = h('span', { id: messageErrorId(id) }, message.error?.message || 'It could not be sent.');
    element.append(h('div', { class: 'failure' }, why, again));
  }
  return element;
}

/** The element of each message, and the message it shows: what has not changed stays in its place, focus included. */
const rows = new Map();
const thinkingRow = h('div', { 'data-testid': 'thinking' });

function showMessages() {
  const messages = chat.messages.get().filter(({ body }) => describeBody(body, labels));
  const present = new Set(messages.map(({ id }) => id));
  for (const [id, { element }] of rows) {
    if (present.has(id)) continue;
    element.remove();
    rows.delete(id);
  }
  let next = parts.log.firstElementChild;
  for (const message of messages) {
    const known = rows.get(message.id);
    const element = known?.message === message ? known.element : row(message);
    if (known && known.element !== element) {
      if (next === known.element) next = element;
      known.element.replaceWith(element);
    }
    rows.set(message.id, { message, element });
    if (element === next) next = next.nextElementSibling;
    else parts.log.insertBefore(element, next);
  }
  if (thinkingRow.isConnected) parts.log.append(thinkingRow);
}

function showThinking() {
  const thinking = chat.thinking.get();
  if (!thinking) {
    thinkingRow.remove();
    return;
  }
  applyProps(thinkingRow, getThinkingProps(thinking));
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i', {}), h('i', {}), h('i', {}));
  const text = h('span', { class: 'stage' }, thinking.text || labels.thinking);
  thinkingRow.replaceChildren(dots, text);
  parts.log.append(thinkingRow);
}

function showHead() {
  const { status } = chat.connection.get();
  const { title = 'Chat', subtitle = '' } = chat.bot.get();
  const { operator, queuePosition } = chat.dialog.get();
  parts.title.textContent = operator?.name ?? title;
  const waiting = queuePosition ? `Place ${queuePosition} in the queue` : subtitle;
  const words = { idle: '', connecting: 'Connecting…', reconnecting: 'No connection', refused: 'Not available' };
  parts.subtitle.textContent = words[status] ?? waiting;
  // Nothing is lost meanwhile; who does not want to wait may try at once.
  parts.notice.hidden = status !== 'reconnecting' && status !== 'refused';
}

function showComposer() {
  const { draft, blocked } = composer.get();
  const reasonId = 'reason';
  applyProps(parts.input, getComposerProps(composer, { reasonId, labels }));
  applyProps(parts.send, getSendButtonProps(composer, { reasonId, labels }));
  applyProps(parts.reason, getReasonProps(reasonId));
  parts.reason.hidden = !blocked;
  parts.reason.textContent = blocked ? labels.blocked[blocked.reason] : '';
  parts.input.parentElement.dataset.draft = draft;
}

/** Ends the reading; there while the chat is open. */
let stopReading = null;

function showPanel() {
  const state = panel.get();
  const unread = chat.unread.get();
  applyProps(parts.panel, getPanelProps({ id: 'panel', state, onClose: panel.close, labels }));
  const launcher = { panelId: 'panel', open: state.open, unread, onToggle: panel.toggle, labels };
  applyProps(parts.launcher, getLauncherProps(launcher));
  parts.badge.textContent = formatBadge(unread);
  parts.badge.hidden = state.open || unread === 0;
  panel.attach(parts.panel, parts.launcher);
  if (state.open) stopReading ??= keepRead(chat);
  else {
    stopReading?.();
    stopReading = null;
  }
}

const shown = [
  [showMessages, chat.messages],
  [showThinking, chat.thinking],
  [showHead, chat.connection, chat.dialog, chat.bot],
  [showComposer, composer],
  [showPanel, panel, chat.unread],
];
applyProps(parts.log, { ...getLogProps({ labels }), 'data-testid': 'chat-log' });
applyProps(parts.announcer, getAnnouncerProps());
applyProps(parts.close, { onClick: panel.close });
applyProps(parts.retry, { onClick: () => chat.reconnect() });
for (const [show, ...sources] of shown) {
  show();
  for (const source of sources) source.subscribe(show);
}
anchor.attach(parts.log);
createAnnouncer(chat, { labels }).attach(parts.announcer);
panel.connect();
chat.start();
