import { Button } from '../../ui/index.ts';
import { useDeskState } from '../desk-context.tsx';
import type { DialogSummary } from '../store/desk-state.types.ts';
import { useWords } from '../words/use-words.ts';

/** Why nothing can be written here, and the one thing to do about it. */
export function ComposerNotice({ summary, onTake }: { summary: DialogSummary; onTake: () => void }) {
  const { composer: words, actions } = useWords();
  const isBanned = useDeskState(({ talks }) => Boolean(talks.get(summary.conversation)?.visitor?.banned));
  const { status, operator } = summary.dialog;
  const isFree = !isBanned && (status === 'queued' || status === 'bot');
  const text = isBanned
    ? words.banned
    : { queued: words.queued, bot: words.bot, closed: words.closed, operator: words.other(operator?.name ?? '') }[
        status
      ];
  return (
    <div className="desk-composer desk-composer-notice">
      <p>{text}</p>
      {isFree && (
        <Button variant="primary" size="small" onPress={onTake}>
          {status === 'bot' ? actions.takeOver : actions.take}
        </Button>
      )}
    </div>
  );
}
