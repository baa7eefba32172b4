import type { ChatClient } from '@connective-chat/core';
import { parseRecording, replay } from '@connective-chat/core/devtools';
import { describeBody } from '@connective-chat/core/rich-text';
import { element } from '../page/element.ts';

function save(recording: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(recording)], { type: 'application/json' }));
  element('a', { href: url, download: 'chat-recording.json' }).click();
  URL.revokeObjectURL(url);
}

/** Saves the recording of a client, and plays one entry by entry. Texts are replaced in a recording. */
export function showRecording(target: Element, client: () => ChatClient): void {
  const position = element('input', { type: 'range', min: '0', max: '0', value: '0', 'aria-label': 'Entry' });
  const caption = element('p', { class: 'caption', role: 'status' });
  const state = element('dl', { class: 'facts' });
  const player = element('div', { class: 'player', hidden: true }, position, caption, state);
  const picker = element('input', {
    type: 'file',
    accept: 'application/json',
    class: 'hidden',
    tabindex: '-1',
    'aria-hidden': 'true',
  });
  let opened: ReturnType<typeof parseRecording> | null = null;
  let turn = 0;

  const show = async (): Promise<void> => {
    if (!opened) return;
    turn += 1;
    const own = turn;
    const until = Number(position.value);
    const { chat, divergences } = await replay(opened, { until });
    // A later position was chosen meanwhile.
    if (own !== turn) return;
    const { status, connection, dialog, messages, thinking, sendState } = chat.getSnapshot();
    const last = messages.at(-1);
    const entry = opened.entries[until - 1];
    caption.textContent = `Entry ${until} of ${opened.entries.length}${entry ? `: ${entry.is}` : ''}${divergences.length > 0 ? `, ${divergences.length} differences` : ''}`;
    const facts: [string, string][] = [
      ['status', status],
      ['connection', connection.status],
      ['dialog', dialog.status],
      ['thinking', thinking ? 'yes' : 'no'],
      ['may send', sendState.ok ? 'yes' : `no: ${sendState.reason}`],
      ['messages', `${messages.length}${last ? `, last: ${describeBody(last.body)}` : ''}`],
    ];
    state.replaceChildren(
      ...facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
    );
  };
  const open = async (recording: unknown): Promise<void> => {
    try {
      opened = parseRecording(recording);
    } catch (error) {
      opened = null;
      caption.textContent = error instanceof Error ? error.message : String(error);
      player.hidden = false;
      return;
    }
    player.hidden = false;
    position.max = String(opened.entries.length);
    position.value = position.max;
    await show();
  };

  position.addEventListener('input', () => void show());
  picker.addEventListener('change', async () => {
    const text = await picker.files?.[0]?.text();
    picker.value = '';
    if (text === undefined) return;
    try {
      await open(JSON.parse(text));
    } catch {
      await open(null);
    }
  });
  const button = (label: string, onClick: () => void) => element('button', { type: 'button', onClick }, label);
  target.append(
    element(
      'div',
      { class: 'buttons' },
      button('Replay', () => void open(JSON.parse(JSON.stringify(client().exportRecording())))),
      button('Save', () => save(client().exportRecording())),
      button('Open a file', () => picker.click()),
      picker,
    ),
    player,
  );
}
