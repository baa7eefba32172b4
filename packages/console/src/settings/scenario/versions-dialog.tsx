import type { BotDetail, ScenarioVersion } from '@connective-chat/contracts/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { QueryResult } from '../../shell/query-result.tsx';
import { useApiQuery } from '../../shell/session/use-api-query.ts';
import { Badge, Button, Dialog, toast } from '../../ui/index.ts';
import { useTimeFormat } from '../use-time-format.ts';
import type { ScenarioDraft } from './use-scenario-draft.ts';

interface VersionsDialogProps {
  readonly bot: BotDetail;
  readonly draft: ScenarioDraft;
  readonly onClose: () => void;
}

/** The published versions, each of which can be published again. */
export function VersionsDialog({ bot, draft, onClose }: VersionsDialogProps) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const query = useApiQuery('listVersions', { bot: bot.id });
  const [asked, setAsked] = useState<number | null>(null);
  const rollback = (version: number) =>
    draft.rollback(version).then(
      (published) => {
        toast.success(
          t(
            { id: 'settings.scenario.publishedToast', defaultMessage: 'v{version} is live' },
            { version: published.version },
          ),
        );
        onClose();
      },
      (error: unknown) => toast.error(errorText(error)),
    );
  if (asked !== null)
    return (
      <Dialog
        title={t(
          { id: 'settings.scenario.rollbackTitle', defaultMessage: 'Bring back v{version}?' },
          { version: asked },
        )}
        isAlert
        isOpen
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button onPress={() => setAsked(null)}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
            <Button variant="primary" isPending={draft.isBusy} onPress={() => rollback(asked)}>
              {t({ id: 'settings.scenario.rollback', defaultMessage: 'Bring back' })}
            </Button>
          </>
        }
      >
        <p>
          {t({
            id: 'settings.scenario.rollbackText',
            defaultMessage: 'It is published again as a new version. Your draft stays as it is.',
          })}
        </p>
      </Dialog>
    );
  return (
    <Dialog
      title={t({ id: 'settings.scenario.versions', defaultMessage: 'Versions' })}
      isOpen
      onClose={onClose}
      actions={<Button onPress={onClose}>{t({ id: 'shell.close', defaultMessage: 'Close' })}</Button>}
    >
      <p>{t({ id: 'settings.scenario.versionsLead', defaultMessage: 'What was live, newest first.' })}</p>
      <QueryResult query={query}>
        {({ items }) => (
          <ul className="rows rows-inner versions">
            {items.map((version) => (
              <VersionRow key={version.version} version={version} onAsk={() => setAsked(version.version)} />
            ))}
          </ul>
        )}
      </QueryResult>
    </Dialog>
  );
}

function VersionRow({ version, onAsk }: { readonly version: ScenarioVersion; readonly onAsk: () => void }) {
  const { formatMessage: t } = useIntl();
  const formatTime = useTimeFormat();
  return (
    <li className="row">
      <span className="row-text">
        <strong>v{version.version}</strong>
        <span className="row-meta">
          {formatTime(version.publishedAt)} ·{' '}
          {version.by ?? t({ id: 'settings.scenario.byServer', defaultMessage: 'server' })}
        </span>
        {version.restores !== null && (
          <span className="row-meta">
            {t(
              { id: 'settings.scenario.restores', defaultMessage: 'brings back v{version}' },
              { version: version.restores },
            )}
          </span>
        )}
        {version.note && <span dir="auto">{version.note}</span>}
      </span>
      <span className="row-end">
        {version.current ? (
          <Badge tone="success">{t({ id: 'settings.scenario.current', defaultMessage: 'Live' })}</Badge>
        ) : (
          <Button
            size="small"
            aria-label={`${t({ id: 'settings.scenario.rollback', defaultMessage: 'Bring back' })} v${version.version}`}
            onPress={onAsk}
          >
            {t({ id: 'settings.scenario.rollback', defaultMessage: 'Bring back' })}
          </Button>
        )}
      </span>
    </li>
  );
}
