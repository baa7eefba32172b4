import type { ChatClient, Message } from '@connective-chat/core';
import { describeBody } from '@connective-chat/core/rich-text';
import {
  applyProps,
  createComposer,
  createScrollAnchor,
  describeBlocked,
  describeFailure,
  getComposerProps,
  getLogProps,
  getMessageProps,
  getReasonProps,
  getSendButtonProps,
  getThinkingProps,
  messageErrorId,
} from '@connective-chat/core/ui';
import { element } from '../page/element.ts';
import { deliveryMark } from './delivery-mark.ts';
import { openChoices } from './open-choices.ts';

const REASON_ID = 'core-reason';

/** The same chat without a framework. */
export function mountCoreFace(target: Element, chat: ChatClient): void {
  const composer = createComposer(chat);
  const anchor = createScrollAnchor(chat);
  const log = element('div', { class: 'log', ...getLogProps() });
  const reason = element('p', getReasonProps(REASON_ID));
  const input = element('textarea', { rows: 1, placeholder: 'Message' });
  const send = element('button', {}, 'Send');

  const row = (message: Message, isLast: boolean): HTMLElement => {
    const { id } = message;
    const failure = describeFailure(message);
    const sendState = chat.sendState.get();
    return element(
      'div',
      getMessageProps(message),
      element('p', { dir: 'auto' }, describeBody(message.body)),
      ...openChoices(message, isLast).map((button) =>
        element(
          'button',
          { type: 'button', 'aria-disabled': !sendState.ok, onClick: () => chat.press(id, button) },
          button.label,
        ),
      ),
      ...(failure
        ? [
            element(
              'p',
              { id: messageErrorId(id), class: 'failure' },
              `${failure} `,
              element('button', { type: 'button', onClick: () => chat.retry(id) }, 'Try again'),
            ),
          ]
        : []),
      element('small', {}, deliveryMark(message)),
    );
  };

  const showMessages = (): void => {
    const shown = chat.messages.get().filter(({ body }) => describeBody(body));
    const thinking = chat.thinking.get();
    log.replaceChildren(
      ...shown.map((message, index) => row(message, index === shown.length - 1)),
      ...(thinking ? [element('p', getThinkingProps(thinking), `${thinking.text || 'Thinking'}…`)] : []),
    );
  };
  const showComposer = (): void => {
    const { blocked } = composer.get();
    applyProps(input, getComposerProps(composer, { reasonId: REASON_ID }));
    applyProps(send, getSendButtonProps(composer, { reasonId: REASON_ID }));
    reason.textContent = blocked ? describeBlocked(blocked.reason) : '';
  };

  target.append(log, element('div', { class: 'composer' }, reason, input, send));
  anchor.attach(log);
  for (const part of [chat.messages, chat.thinking, chat.sendState]) part.subscribe(showMessages);
  composer.subscribe(showComposer);
  showMessages();
  showComposer();
}
