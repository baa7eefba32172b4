import type { BotDetail } from '@connective-chat/contracts/admin';
import { History, MessageCircle, Rocket } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { Badge, Button, toast } from '../../ui/index.ts';
import { PublishDialog } from './publish-dialog.tsx';
import type { ScenarioDraft } from './use-scenario-draft.ts';
import { VersionsDialog } from './versions-dialog.tsx';

interface ScenarioToolbarProps {
  readonly bot: BotDetail;
  readonly draft: ScenarioDraft;
  readonly isTesting: boolean;
  readonly onTest: () => void;
}

/** The state of the draft and its actions. */
export function ScenarioToolbar({ bot, draft, isTesting, onTest }: ScenarioToolbarProps) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const [opened, setOpened] = useState<'publish' | 'versions' | null>(null);
  const close = () => setOpened(null);
  const fail = (error: unknown) => toast.error(errorText(error));
  const validate = () =>
    draft.validate().then((problems) => {
      if (problems.length === 0)
        toast.success(t({ id: 'settings.scenario.valid', defaultMessage: 'Nothing is wrong with it' }));
      else
        toast.error(
          t(
            { id: 'settings.scenario.invalid', defaultMessage: '{count, plural, one {# problem} other {# problems}}' },
            { count: problems.length },
          ),
        );
    }, fail);
  const save = () =>
    draft
      .save()
      .then(() => toast.success(t({ id: 'settings.scenario.draftSaved', defaultMessage: 'The draft is saved' })), fail);
  const differs = draft.isDirty || bot.draftChanged;
  return (
    <div className="scenario-toolbar">
      <Badge tone="accent">
        {t(
          { id: 'settings.scenario.published', defaultMessage: 'v{version} is live' },
          { version: draft.published.version },
        )}
      </Badge>
      <Badge tone={differs ? 'warning' : 'neutral'}>
        {differs
          ? t({ id: 'settings.scenario.differs', defaultMessage: 'Draft differs from it' })
          : t({ id: 'settings.scenario.same', defaultMessage: 'Draft is the same' })}
      </Badge>
      <div className="scenario-actions">
        <Button variant="ghost" icon={<History size={16} aria-hidden />} onPress={() => setOpened('versions')}>
          {t({ id: 'settings.scenario.versions', defaultMessage: 'Versions' })}
        </Button>
        <Button icon={<MessageCircle size={16} aria-hidden />} aria-expanded={isTesting} onPress={onTest}>
          {t({ id: 'settings.scenario.test', defaultMessage: 'Test chat' })}
        </Button>
        <Button onPress={validate}>{t({ id: 'settings.scenario.validate', defaultMessage: 'Validate' })}</Button>
        <Button isDisabled={!draft.isDirty} isPending={draft.isBusy && opened === null} onPress={save}>
          {t({ id: 'settings.scenario.saveDraft', defaultMessage: 'Save draft' })}
        </Button>
        <Button
          variant="primary"
          icon={<Rocket size={16} aria-hidden />}
          isDisabled={!differs || draft.problems.length > 0}
          onPress={() => setOpened('publish')}
        >
          {t({ id: 'settings.scenario.publish', defaultMessage: 'Publish' })}
        </Button>
      </div>
      {opened === 'publish' && <PublishDialog draft={draft} onClose={close} />}
      {opened === 'versions' && <VersionsDialog bot={bot} draft={draft} onClose={close} />}
    </div>
  );
}
