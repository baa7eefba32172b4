import type { BotDetail } from '@connective-chat/contracts/admin';
import { History, MessageCircle, Rocket } from 'lucide-react';
import { useState } from 'react';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Badge, Button, toast } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { PublishDialog } from './publish-dialog.tsx';
import type { ScenarioDraft } from './use-scenario-draft.ts';
import { VersionsDialog } from './versions-dialog.tsx';

interface ScenarioToolbarProps {
  readonly bot: BotDetail;
  readonly draft: ScenarioDraft;
  readonly isTesting: boolean;
  readonly onTest: () => void;
}

/** Where the draft stands, and what can be done with it. */
export function ScenarioToolbar({ bot, draft, isTesting, onTest }: ScenarioToolbarProps) {
  const words = useSettingsWords().scenario;
  const errorText = useErrorText();
  const [opened, setOpened] = useState<'publish' | 'versions' | null>(null);
  const close = () => setOpened(null);
  const fail = (error: unknown) => toast.error(errorText(error));
  const validate = () =>
    draft.validate().then((problems) => {
      if (problems.length === 0) toast.success(words.valid);
      else toast.error(words.invalid(problems.length));
    }, fail);
  const save = () => draft.save().then(() => toast.success(words.draftSaved), fail);
  const differs = draft.isDirty || bot.draftChanged;
  return (
    <div className="scenario-toolbar">
      <Badge tone="accent">{words.published(draft.published.version)}</Badge>
      <Badge tone={differs ? 'warning' : 'neutral'}>{differs ? words.differs : words.same}</Badge>
      <div className="scenario-actions">
        <Button variant="ghost" icon={<History size={16} aria-hidden />} onPress={() => setOpened('versions')}>
          {words.versions}
        </Button>
        <Button icon={<MessageCircle size={16} aria-hidden />} aria-expanded={isTesting} onPress={onTest}>
          {words.test}
        </Button>
        <Button onPress={validate}>{words.validate}</Button>
        <Button isDisabled={!draft.isDirty} isPending={draft.isBusy && opened === null} onPress={save}>
          {words.saveDraft}
        </Button>
        <Button
          variant="primary"
          icon={<Rocket size={16} aria-hidden />}
          isDisabled={!differs || draft.problems.length > 0}
          onPress={() => setOpened('publish')}
        >
          {words.publish}
        </Button>
      </div>
      {opened === 'publish' && <PublishDialog draft={draft} onClose={close} />}
      {opened === 'versions' && <VersionsDialog bot={bot} draft={draft} onClose={close} />}
    </div>
  );
}
