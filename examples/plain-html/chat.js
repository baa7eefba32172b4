// A complete chat without a framework. applyProps() sets the props of the headless parts, which make it accessible.
import {
  applyProps,
  createAnnouncer,
  createApproval,
  createChatClient,
  createComposer,
  createPanel,
  createRichTextParser,
  createScrollAnchor,
  describeApproval,
  describeBlocked,
  describeBody,
  describeFailure,
  describeSteps,
  formatBadge,
  getAnnouncerProps,
  getApprovalButtonProps,
  getApprovalProps,
  getAskAgainProps,
  getComposerProps,
  getCopyProps,
  getFeedbackFormProps,
  getFeedbackProps,
  getFeedbackReasonProps,
  getLauncherProps,
  getLogProps,
  getMessageProps,
  getPanelProps,
  getReasonProps,
  getSendButtonProps,
  getSourceProps,
  getSourcesProps,
  getStepListProps,
  getStepProps,
  getStepsProps,
  getStopProps,
  getTextProps,
  getThinkingProps,
  keepRead,
  LINK_PROPS,
  loadTexts,
  messageErrorId,
  questionOf,
  renderRichText,
  safeHref,
} from './dist/connective-chat.js';

// The texts are in the page's language; `?lang=uk` selects another.
const locale = new URLSearchParams(location.search).get('lang') ?? document.documentElement.lang;
const texts = await loadTexts(locale);

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
const announcer = createAnnouncer(chat, { texts });

const ids = 'panel launcher log input send reason badge title subtitle notice retry announcer close'.split(' ');
const parts = Object.fromEntries(ids.map((id) => [id, document.getElementById(id)]));

/** Creates an element with props and children; strings become text nodes, never markup. */
function h(name, props, ...children) {
  const element = document.createElement(name);
  applyProps(element, props);
  element.append(...children);
  return element;
}

/**
 * The text of a message as elements; no server text is parsed as HTML. The parser keeps the nodes of finished blocks, so
 * that of an answer that is being written only the last block is rendered again.
 */
function createText() {
  const element = h('div', { class: 'rich', ...getTextProps() });
  const parse = createRichTextParser();
  let shown = [];
  function show({ body }) {
    const format = body.type === 'text' ? body.format : 'plain';
    const nodes = parse(body.type === 'text' ? body.text : describeBody(body, texts), format);
    element.dataset.format = format;
    for (const [index, node] of nodes.entries()) {
      if (node === shown[index]) continue;
      const block = renderRichText([node], (tag, props, children) => h(tag, props, ...children));
      const before = element.childNodes[index];
      if (before) before.replaceWith(...block);
      else element.append(...block);
    }
    while (element.childNodes.length > nodes.length) element.lastChild.remove();
    shown = nodes;
  }
  return { element, show };
}

const link = (href, ...children) => h('a', { href, ...LINK_PROPS }, ...children);

function choices(message) {
  const { body, answer } = message;
  if (body.type !== 'text' || body.approval || (answer && !body.repeatable)) return [];
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

/** The approvals in view, which change when the visitor answers, in any tab, or when it is too late. */
const approvals = new Map();

/** What a tool will do, with the buttons to approve and to decline it; afterwards the decision. */
function approvalOf({ id }, textId) {
  approvals.get(id)?.stop();
  const model = createApproval(chat, id);
  const element = h('div', { class: 'approval' });
  const onAnswer = (choice) => model.answer(choice).ok && panel.focusInput();
  const button = (approval, choice) => {
    const props = getApprovalButtonProps({ approval, choice, onAnswer });
    return h('button', { class: 'choice', ...props }, approval[choice].label);
  };
  const show = (approval) => {
    if (!approval) return;
    const decision = describeApproval(approval, texts);
    const items = approval.items.map(({ label, value }) =>
      h('div', {}, h('dt', {}, h('bdi', {}, label)), h('dd', {}, h('bdi', {}, value))),
    );
    applyProps(element, getApprovalProps({ approval, textId }));
    element.replaceChildren(
      h('strong', {}, h('bdi', {}, approval.tool)),
      ...(items.length > 0 ? [h('dl', {}, ...items)] : []),
      decision
        ? h('p', { class: 'decision' }, decision)
        : h('div', { class: 'choices' }, button(approval, 'approve'), button(approval, 'decline')),
    );
  };
  show(model.get());
  approvals.set(id, { stop: model.subscribe(show) });
  return element;
}

const stepItems = (steps) => steps.map((step) => h('li', getStepProps(step), h('span', {}, '✓'), step.text));

/** The answers whose steps the visitor has opened. */
const openSteps = new Set();

/** What the agent did for an answer: one line that opens the list of the steps. */
function stepsOf({ id, steps }) {
  const { text, time } = describeSteps(steps, texts);
  const button = h('button', {}, h('bdi', {}, text), h('span', {}, time && `· ${time}`));
  const list = h('ol', {}, ...stepItems(steps));
  const show = () => {
    const state = { id: `steps-${id}`, open: openSteps.has(id) };
    applyProps(button, getStepsProps({ ...state, onToggle: toggle }));
    applyProps(list, getStepListProps(state));
  };
  const toggle = () => {
    if (!openSteps.delete(id)) openSteps.add(id);
    show();
  };
  show();
  return [button, list];
}

/** The answers that the visitor has just rated as bad, which are asked why. */
const askedWhy = new Set();

/** What is below an answer of an agent: its sources, its rating, and the button that copies it. */
function answerOf(message) {
  const { id, body, sources, feedback } = message;
  const rating = { message, client: chat, texts };
  const thumb = (value) => {
    const props = getFeedbackProps({ ...rating, value });
    const onClick = () => {
      if (value === 'down' && feedback?.value !== 'down') askedWhy.add(id);
      else askedWhy.delete(id);
      props.onClick();
    };
    return h('button', { ...props, onClick }, value === 'up' ? '👍' : '👎');
  };
  const onCopied = (copied) => copied && announcer.say(texts.t('copied'));
  const buttons = [
    ...(chat.feedbackState.get().ok ? [thumb('up'), thumb('down')] : []),
    ...(body.type === 'text' ? [h('button', getCopyProps({ text: body.text, onCopied, texts }), '⧉')] : []),
  ];
  const items = (sources ?? []).map((source) => h('li', {}, h('a', getSourceProps(source, { texts }), source.title)));
  const onSent = () => {
    askedWhy.delete(id);
    form.remove();
  };
  const form = h(
    'form',
    { class: 'answer-form', ...getFeedbackFormProps({ ...rating, onSent }) },
    h('textarea', getFeedbackReasonProps({ texts })),
    h('button', { class: 'text-button' }, texts.t('feedbackSend')),
  );
  return [
    ...(items.length > 0 ? [h('ol', getSourcesProps({ texts }), ...items)] : []),
    h('div', { class: 'answer-actions' }, ...buttons),
    ...(askedWhy.has(id) ? [form] : []),
  ];
}

/** The button that asks the last question again. It moves to the newest answer. */
const againButton = h('button', {}, '↻');

function showAskAgain() {
  const messages = chat.messages.get();
  const question = questionOf(messages);
  const place = rows.get(messages.at(-1)?.id)?.element.querySelector('.answer-actions');
  if (question === null || !place) {
    againButton.remove();
    return;
  }
  applyProps(againButton, getAskAgainProps({ question, client: chat, texts }));
  if (againButton.parentElement !== place) place.append(againButton);
}

function row(message, text) {
  const { id, from } = message;
  text.show(message);
  const element = h('div', {
    ...getMessageProps(message, { texts }),
    'data-group': 'start',
    'data-testid': 'message',
  });
  element.append(from.kind === 'system' ? text.element : h('div', { class: 'bubble' }, text.element));
  if (message.stopped) element.append(h('small', { class: 'stopped' }, texts.t('stopped')));
  if (message.steps) element.prepend(...stepsOf(message));
  if (message.agent) element.append(...answerOf(message));
  if (message.body.approval) {
    text.element.id = `text-${id}`;
    element.append(approvalOf(message, text.element.id));
  }
  const offered = choices(message);
  if (offered.length > 0) element.append(h('div', { class: 'choices' }, ...offered));
  const failure = describeFailure(message, texts);
  if (failure) {
    const again = h(
      'button',
      { type: 'button', class: 'text-button', onClick: () => chat.retry(id) },
      texts.t('retry'),
    );
    const why = h('span', { id: messageErrorId(id) }, failure);
    element.append(h('div', { class: 'failure' }, why, again));
  }
  return element;
}

/** Whether at most the text differs, as while an answer is being written. */
const isSameRow = (before, after) =>
  before === after || (before.streaming && after.streaming && before.steps === after.steps);

/** The element of each message, its text, and the message it shows; unchanged elements are kept, including the focus. */
const rows = new Map();
const thinkingRow = h('div', { 'data-testid': 'thinking' });

function showMessages() {
  const messages = chat.messages.get().filter(({ body }) => describeBody(body, texts));
  const present = new Set(messages.map(({ id }) => id));
  for (const [id, { element }] of rows) {
    if (present.has(id)) continue;
    element.remove();
    rows.delete(id);
    approvals.get(id)?.stop();
    approvals.delete(id);
  }
  let next = parts.log.firstElementChild;
  for (const message of messages) {
    const known = rows.get(message.id);
    const text = known?.text ?? createText();
    const element = known && isSameRow(known.message, message) ? known.element : row(message, text);
    if (known?.element === element) text.show(message);
    if (known && known.element !== element) {
      if (next === known.element) next = element;
      known.element.replaceWith(element);
    }
    rows.set(message.id, { message, element, text });
    if (element === next) next = next.nextElementSibling;
    else parts.log.insertBefore(element, next);
  }
  if (thinkingRow.isConnected) parts.log.append(thinkingRow);
  showAskAgain();
}

function showThinking() {
  const thinking = chat.thinking.get();
  if (!thinking) {
    thinkingRow.remove();
    return;
  }
  applyProps(thinkingRow, getThinkingProps(thinking));
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i', {}), h('i', {}), h('i', {}));
  const text = h('span', { class: 'stage' }, thinking.text || texts.t('thinking'));
  const finished = thinking.steps.filter(({ state }) => state !== 'running');
  const list = h('ol', { 'data-part': 'step-list' }, ...stepItems(finished));
  thinkingRow.replaceChildren(list, h('div', { class: 'present' }, dots, text));
  parts.log.append(thinkingRow);
}

function showHead() {
  const { status } = chat.connection.get();
  const { title = 'Chat', subtitle = '' } = chat.bot.get();
  const { operator, queuePosition } = chat.dialog.get();
  parts.title.textContent = operator?.name ?? title;
  const waiting = queuePosition ? texts.t('subtitleQueued', { n: queuePosition }) : subtitle;
  const words = {
    idle: '',
    connecting: texts.t('subtitleConnecting'),
    reconnecting: texts.t('subtitleOffline'),
    refused: texts.t('subtitleRefused'),
  };
  parts.subtitle.textContent = words[status] ?? waiting;
  // Messages are kept meanwhile; the visitor can also reconnect at once.
  parts.notice.hidden = status !== 'reconnecting' && status !== 'refused';
}

function showComposer() {
  const { draft, blocked } = composer.get();
  const reasonId = 'reason';
  applyProps(parts.input, getComposerProps(composer, { reasonId, texts }));
  // One button for both, so that it keeps the focus.
  const { stopButton } = composer.get();
  const props = stopButton ? getStopProps(composer, { texts }) : getSendButtonProps(composer, { reasonId, texts });
  applyProps(parts.send, props);
  applyProps(parts.reason, getReasonProps(reasonId));
  parts.reason.hidden = !blocked;
  parts.reason.textContent = blocked ? describeBlocked(blocked.reason, texts) : '';
  parts.input.parentElement.dataset.draft = draft;
}

/** Stops marking messages as read; set while the chat is open. */
let stopReading = null;

function showPanel() {
  const state = panel.get();
  const unread = chat.unread.get();
  applyProps(parts.panel, getPanelProps({ id: 'panel', state, onClose: panel.close, texts }));
  const launcher = { panelId: 'panel', open: state.open, unread, onToggle: panel.toggle, texts };
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
applyProps(parts.log, { ...getLogProps({ texts }), 'data-testid': 'chat-log' });
applyProps(parts.announcer, getAnnouncerProps());
applyProps(parts.close, { onClick: panel.close });
applyProps(parts.retry, { onClick: () => chat.reconnect() });
for (const [show, ...sources] of shown) {
  show();
  for (const source of sources) source.subscribe(show);
}
anchor.attach(parts.log);
announcer.attach(parts.announcer);
panel.connect();
chat.start();
