import type { BotDetail, ScenarioVersion } from '@connective-chat/contracts/admin';
import { useState } from 'react';
import { Answer } from '../../shell/answer.tsx';
import { useAsk } from '../../shell/session/use-ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { useShellWords } from '../../shell/words/use-shell-words.ts';
import { Badge, Button, Dialog, toast } from '../../ui/index.ts';
import { useMoment } from '../use-moment.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { ScenarioDraft } from './use-scenario-draft.ts';

interface VersionsDialogProps {
  readonly bot: BotDetail;
  readonly draft: ScenarioDraft;
  readonly onClose: () => void;
}

/** What was live, and the way back to it. */
export function VersionsDialog({ bot, draft, onClose }: VersionsDialogProps) {
  const { scenario: words, cancel } = useSettingsWords();
  const { close } = useShellWords();
  const errorText = useErrorText();
  const query = useAsk('listVersions', { bot: bot.id });
  const [asked, setAsked] = useState<number | null>(null);
  const rollback = (version: number) =>
    draft.rollback(version).then(
      (published) => {
        toast.success(words.publishedToast(published.version));
        onClose();
      },
      (error: unknown) => toast.error(errorText(error)),
    );
  if (asked !== null)
    return (
      <Dialog
        title={words.rollbackTitle(asked)}
        isAlert
        isOpen
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button onPress={() => setAsked(null)}>{cancel}</Button>
            <Button variant="primary" isPending={draft.isBusy} onPress={() => rollback(asked)}>
              {words.rollback}
            </Button>
          </>
        }
      >
        <p>{words.rollbackText}</p>
      </Dialog>
    );
  return (
    <Dialog title={words.versions} isOpen onClose={onClose} actions={<Button onPress={onClose}>{close}</Button>}>
      <p>{words.versionsLead}</p>
      <Answer query={query}>
        {({ items }) => (
          <ul className="rows rows-inner versions">
            {items.map((version) => (
              <VersionRow key={version.version} version={version} onAsk={() => setAsked(version.version)} />
            ))}
          </ul>
        )}
      </Answer>
    </Dialog>
  );
}

function VersionRow({ version, onAsk }: { readonly version: ScenarioVersion; readonly onAsk: () => void }) {
  const words = useSettingsWords().scenario;
  const moment = useMoment();
  return (
    <li className="row">
      <span className="row-text">
        <strong>v{version.version}</strong>
        <span className="row-meta">
          {moment(version.publishedAt)} · {version.by ?? words.byServer}
        </span>
        {version.restores !== null && <span className="row-meta">{words.restores(version.restores)}</span>}
        {version.note && <span dir="auto">{version.note}</span>}
      </span>
      <span className="row-end">
        {version.current ? (
          <Badge tone="success">{words.current}</Badge>
        ) : (
          <Button size="small" aria-label={`${words.rollback} v${version.version}`} onPress={onAsk}>
            {words.rollback}
          </Button>
        )}
      </span>
    </li>
  );
}
