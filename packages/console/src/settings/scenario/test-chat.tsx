import type { BotDetail } from '@connective-chat/contracts/admin';
import { useMutation } from '@tanstack/react-query';
import { RotateCcw, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useIntl } from 'react-intl';
import { PreviewFrame } from '../../preview/preview-frame.tsx';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { themeStore } from '../../shell/theme/theme-store.ts';
import { Button, Callout, Choice, IconButton, Skeleton } from '../../ui/index.ts';
import type { ScenarioDraft } from './use-scenario-draft.ts';

type Which = 'draft' | 'published';

interface TestChatProps {
  readonly bot: BotDetail;
  readonly draft: ScenarioDraft;
  readonly onClose: () => void;
}

/** The widget, connected to the draft as it is now, or to the published version. */
export function TestChat({ bot, draft, onClose }: TestChatProps) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const theme = useSyncExternalStore(themeStore.subscribe, themeStore.get);
  const [which, setWhich] = useState<Which>('draft');
  const [run, setRun] = useState(0);
  const parts = { bot: bot.id };
  const start = useMutation({
    mutationFn: async (wanted: Which) => {
      const scenario =
        wanted === 'draft'
          ? draft.scenario
          : (await callApi('getVersion', { parts: { ...parts, version: draft.published.version } })).scenario;
      return callApi('previewScenario', { parts, request: { scenario } });
    },
    // A dialog keeps the version it was started with, so a restart needs a new visitor, in a new frame.
    onSuccess: () => setRun((count) => count + 1),
  });
  const { mutate } = start;
  useEffect(() => mutate('draft'), [mutate]);
  const [language = 'en'] = bot.settings.languages;
  const restart = (wanted: Which) => {
    setWhich(wanted);
    mutate(wanted);
  };
  return (
    <section className="test-chat" aria-label={t({ id: 'settings.scenario.test', defaultMessage: 'Test chat' })}>
      <header className="pane-head">
        <Choice
          label={t({ id: 'settings.scenario.testWhich', defaultMessage: 'What is tried' })}
          hidesLabel
          options={[
            { id: 'draft', label: t({ id: 'settings.scenario.testDraft', defaultMessage: 'Draft' }) },
            { id: 'published', label: t({ id: 'settings.scenario.testPublished', defaultMessage: 'Live version' }) },
          ]}
          value={which}
          onChange={restart}
        />
        <div className="pane-head-end">
          <IconButton
            label={t({ id: 'settings.scenario.testRestart', defaultMessage: 'Start anew' })}
            icon={<RotateCcw size={16} aria-hidden />}
            isPending={start.isPending}
            onPress={() => restart(which)}
          />
          <IconButton
            label={t({ id: 'settings.scenario.testClose', defaultMessage: 'Close the test chat' })}
            icon={<X size={16} aria-hidden />}
            onPress={onClose}
          />
        </div>
      </header>
      {start.isError && (
        <div className="pane-body">
          <Callout
            kind="error"
            action={
              <Button size="small" onPress={() => restart(which)}>
                {t({ id: 'settings.scenario.testRestart', defaultMessage: 'Start anew' })}
              </Button>
            }
          >
            {which === 'draft' && draft.problems.length > 0
              ? t({
                  id: 'settings.scenario.testProblem',
                  defaultMessage: 'A draft with problems cannot be tried. Mend them first.',
                })
              : errorText(start.error)}
          </Callout>
        </div>
      )}
      {start.data ? (
        <PreviewFrame
          key={run}
          title={t({ id: 'settings.scenario.test', defaultMessage: 'Test chat' })}
          init={{ bot_id: start.data.botId, language_code: language, format: 'frame', params_from_site: {} }}
          version={bot.settings.version}
          dir="ltr"
          theme={theme}
          page="blank"
          opens
          fresh
        />
      ) : (
        !start.isError && (
          <div className="pane-body">
            <Skeleton label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />
          </div>
        )
      )}
    </section>
  );
}
