import { LINK_PROPS, safeHref } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import PRE_CHAT from '../styles/pre-chat.css?inline';
import type { PreChatField, PreChatOptions } from '../widget-options.types.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** The answers by field name. */
export type Answers = Record<string, string | boolean>;
type Row = { readonly field: PreChatField; readonly input: HTMLInputElement; readonly problem: HTMLElement };

/** The pre-chat form. The answers become parameters of the scenario. */
export function createPreChat(
  { title, fields }: PreChatOptions,
  { t, adopt }: Pick<WidgetContext, 't' | 'adopt'>,
  onAnswer: (answers: Answers) => void,
): HTMLElement {
  adopt(PRE_CHAT);
  const rows = fields.map((field, index): Row & { element: HTMLElement } => {
    const { name, label, type = 'text', required = false } = field;
    const id = `cc-ask-${index}`;
    const problem = h('p', { class: 'ask-problem', id: `${id}-problem`, hidden: true });
    const input = h('input', {
      id,
      class: type === 'checkbox' ? 'ask-box' : 'field',
      type,
      name,
      dir: type === 'text' ? 'auto' : null,
      autocomplete: { email: 'email', tel: 'tel', text: name === 'name' ? 'name' : 'on', checkbox: null }[type],
      'aria-required': required ? 'true' : null,
      'aria-describedby': problem.id,
      // The first change removes the error.
      on: { input: () => complain({ field, input, problem }, null) },
    });
    const href = field.link ? safeHref(field.link) : null;
    const more = href && h('a', { class: 'link', href, ...LINK_PROPS }, t('readMore'));
    const words = h(
      'label',
      { for: id },
      label,
      !required && h('span', { class: 'ask-optional' }, ` ${t('optional')}`),
    );
    const element =
      type === 'checkbox'
        ? h('div', { class: 'ask-row box' }, input, h('div', null, words, ' ', more, problem))
        : h('div', { class: 'ask-row' }, words, input, more, problem);
    return { field, input, problem, element };
  });
  const complain = ({ input, problem }: Row, key: 'fieldRequired' | 'fieldInvalid' | null): void => {
    problem.hidden = key === null;
    problem.textContent = key ? t(key) : '';
    if (key) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    let wrong: Row | undefined;
    const answers: Answers = {};
    for (const row of rows) {
      const { field, input } = row;
      const value = field.type === 'checkbox' ? input.checked : input.value.trim();
      const problem = field.required && !value ? 'fieldRequired' : input.validity.valid ? null : 'fieldInvalid';
      complain(row, problem);
      if (problem) wrong ??= row;
      else if (value !== '') answers[field.name] = value;
    }
    if (wrong) wrong.input.focus();
    else onAnswer(answers);
  };
  return h(
    'form',
    { class: 'ask', part: 'pre-chat', novalidate: true, on: { submit } },
    h('p', { class: 'empty-title' }, title || t('askTitle')),
    ...rows.map(({ element }) => element),
    h('button', { type: 'submit', class: 'solid' }, t('askStart')),
  );
}
