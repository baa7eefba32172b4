import type { BotDetail } from '@connective-chat/contracts/admin';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useIntl } from 'react-intl';
import { useParams } from 'react-router';
import { NotFoundText } from '../../shell/not-found-text.tsx';
import { QueryResult } from '../../shell/query-result.tsx';
import { useApiQuery } from '../../shell/session/use-api-query.ts';
import { Skeleton, toast } from '../../ui/index.ts';
import { KnowledgeTab } from '../knowledge/knowledge-tab.tsx';
import { useLeaveGuard } from '../leave-guard.tsx';
import { BotHead } from './bot-head.tsx';
import { BOT_TABS, type BotTab } from './bot-tabs.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { CustomCodeTab } from './custom-code-tab.tsx';
import { DomainsTab } from './domains-tab.tsx';
import { SaveBar } from './save-bar.tsx';
import { useSettingsDraft } from './use-settings-draft.ts';
import { WidgetTab } from './widget-tab.tsx';

/** Loaded on demand: the graph is as large as the rest of the settings. */
const ScenarioTab = lazy(() =>
  import('../scenario/scenario-tab.tsx').then((module) => ({ default: module.ScenarioTab })),
);

/** The settings of a bot, in tabs. */
export function BotPage() {
  const { bot: id = '', tab } = useParams();
  const query = useApiQuery('getBot', { bot: id });
  const known = BOT_TABS.find((each) => each === tab);
  if (!known) return <NotFoundText />;
  return (
    <QueryResult key={id} query={query}>
      {({ bot }) => <LoadedBot bot={bot} tab={known} />}
    </QueryResult>
  );
}

function LoadedBot({ bot, tab }: { readonly bot: BotDetail; readonly tab: BotTab }) {
  const { formatMessage: t } = useIntl();
  const queries = useQueryClient();
  const draft = useSettingsDraft(bot, () => {
    toast.success(t({ id: 'settings.saved', defaultMessage: 'Saved' }));
    void queries.invalidateQueries({ queryKey: ['audit'] });
  });
  useLeaveGuard(draft.isDirty, `/settings/bots/${encodeURIComponent(bot.id)}/`);
  const isForm = tab === 'widget' || tab === 'domains' || tab === 'code';
  return (
    <div className={`page${tab === 'scenario' || tab === 'widget' ? ' page-wide' : ''}`}>
      <BotHead bot={bot} tab={tab} problems={draft.problems} />
      {tab === 'widget' && <WidgetTab bot={bot} draft={draft} />}
      {tab === 'domains' && <DomainsTab bot={bot} draft={draft} />}
      {tab === 'code' && <CustomCodeTab draft={draft} />}
      {tab === 'scenario' && (
        <Suspense fallback={<Skeleton label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />}>
          <ScenarioTab bot={bot} />
        </Suspense>
      )}
      {tab === 'knowledge' && <KnowledgeTab bot={bot} />}
      {(isForm || draft.isDirty) && <SaveBar draft={draft} />}
      <ConflictDialog draft={draft} botId={bot.id} />
    </div>
  );
}
