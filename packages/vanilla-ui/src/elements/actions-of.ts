import type { SendResult } from '@connective-chat/core';
import { DOWNLOAD } from '../icons/paths/download.ts';
import { END } from '../icons/paths/end.ts';
import { LEAVE } from '../icons/paths/leave.ts';
import { PERSON } from '../icons/paths/person.ts';
import { SOUND_OFF } from '../icons/paths/sound-off.ts';
import { SOUND_ON } from '../icons/paths/sound-on.ts';
import { confirm } from './confirm.ts';
import { saveTranscript } from './save-transcript.ts';
import { soundPreference } from './sound-preference.ts';
import type { WidgetContext } from './widget-context.types.ts';

export interface Action {
  /** The path of its icon. */
  readonly icon: string;
  readonly label: string;
  readonly run: () => void;
}

/** The actions in the menu, which depend on the state of the chat. */
export function actionsOf(context: WidgetContext): readonly Action[] {
  const { client, t } = context;
  const items: Action[] = [];
  const attempt = (send: () => SendResult) => (): void => {
    const result = send();
    if (!result.ok) context.explain(result.reason);
    context.focusInput();
  };
  if (client.can('requestOperator').ok && client.dialog.get().status === 'bot') {
    items.push({ icon: PERSON, label: t('requestOperator'), run: attempt(() => client.requestOperator()) });
  }
  if (client.can('leaveQueue').ok && client.dialog.get().status === 'queued') {
    items.push({ icon: LEAVE, label: t('leaveQueue'), run: attempt(() => client.leaveQueue()) });
  }
  const sound = soundPreference.get();
  items.push({
    icon: sound ? SOUND_OFF : SOUND_ON,
    label: t(sound ? 'soundOff' : 'soundOn'),
    run: () => soundPreference.set(!sound),
  });
  const save = (): void => {
    saveTranscript(context).catch(() => context.announce(t('notLoaded'), 'assertive'));
  };
  const begun = client.messageIds.get().length > 0;
  if (begun) items.push({ icon: DOWNLOAD, label: t('saveTranscript'), run: save });
  if (client.can('close').ok && client.dialog.get().status !== 'closed' && begun) {
    const { status, operator } = client.dialog.get();
    const end = attempt(() => client.close());
    // A bot is there again with the next word; a person is gone.
    const question = {
      text: t('confirmEnd', { name: operator?.name ?? t('operator') }),
      yes: t('endChat'),
      no: t('keepChat'),
    };
    const run = status === 'operator' ? () => confirm(question, context, end) : end;
    items.push({ icon: END, label: t('endChat'), run });
  }
  return items;
}
