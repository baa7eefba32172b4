import { safeSource } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import { icon } from '../icons/icon.ts';
import { BOT } from '../icons/paths/bot.ts';
import { PERSON } from '../icons/paths/person.ts';

/** An image, the bot's symbol, or a person's initials. Decorative, because the name is shown beside it. */
export function avatar(kind: 'bot' | 'person', source?: string, name = ''): Element {
  const url = source ? safeSource(source, document.baseURI) : null;
  const symbol = (): SVGSVGElement => icon(kind === 'bot' ? BOT : PERSON);
  const letters = kind === 'person' ? initials(name) : '';
  if (!url && !letters) {
    // Without a frame: each element of a message costs time.
    const element = symbol();
    element.classList.add('avatar', kind);
    return element;
  }
  const element = h('span', { class: `avatar ${kind}`, 'aria-hidden': 'true' });
  if (url) {
    const picture = h('img', { src: url, alt: '', decoding: 'async' });
    picture.addEventListener('error', () => picture.replaceWith(letters || symbol()));
    element.append(picture);
  } else {
    element.append(letters);
  }
  return element;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '');
  return first.join('').toLocaleUpperCase();
}
