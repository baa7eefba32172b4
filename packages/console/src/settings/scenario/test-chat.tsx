import type { BotDetail } from '@connective-chat/contracts/admin';
import { useMutation } from '@tanstack/react-query';
import { RotateCcw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { PreviewFrame } from '../../preview/preview-frame.tsx';
import { ask } from '../../shell/session/ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { useShellWords } from '../../shell/words/use-shell-words.ts';
import { Button, Callout, Choice, IconButton, Skeleton } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { ScenarioDraft } from './use-scenario-draft.ts';

type Which = 'draft' | 'published';

interface TestChatProps {
  readonly bot: BotDetail;
  readonly draft: ScenarioDraft;
  readonly onClose: () => void;
}

/** Our own widget, talking with the draft as it is now, or with what visitors see. */
export function TestChat({ bot, draft, onClose }: TestChatProps) {
  const words = useSettingsWords().scenario;
  const { loading } = useShellWords();
  const errorText = useErrorText();
  const [which, setWhich] = useState<Which>('draft');
  const [run, setRun] = useState(0);
  const parts = { bot: bot.id };
  const start = useMutation({
    mutationFn: async (wanted: Which) => {
      const scenario =
        wanted === 'draft'
          ? draft.scenario
          : (await ask('getVersion', { parts: { ...parts, version: draft.published.version } })).scenario;
      return ask('previewScenario', { parts, request: { scenario } });
    },
    // A dialog stays with the version it began on: another start is another visitor, in a page of its own.
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
    <section className="test-chat" aria-label={words.test}>
      <header className="pane-head">
        <Choice
          label={words.testWhich}
          hidesLabel
          options={[
            { id: 'draft', label: words.testDraft },
            { id: 'published', label: words.testPublished },
          ]}
          value={which}
          onChange={restart}
        />
        <div className="pane-head-end">
          <IconButton
            label={words.testRestart}
            icon={<RotateCcw size={16} aria-hidden />}
            isPending={start.isPending}
            onPress={() => restart(which)}
          />
          <IconButton label={words.testClose} icon={<X size={16} aria-hidden />} onPress={onClose} />
        </div>
      </header>
      {start.isError && (
        <div className="pane-body">
          <Callout
            kind="error"
            action={
              <Button size="small" onPress={() => restart(which)}>
                {words.testRestart}
              </Button>
            }
          >
            {which === 'draft' && draft.problems.length > 0 ? words.testProblem : errorText(start.error)}
          </Callout>
        </div>
      )}
      {start.data ? (
        <PreviewFrame
          key={run}
          title={words.test}
          init={{ bot_id: start.data.botId, language_code: language, format: 'frame', params_from_site: {} }}
          version={bot.settings.version}
          dir="ltr"
          theme="auto"
          page="blank"
          opens
          fresh
        />
      ) : (
        !start.isError && (
          <div className="pane-body">
            <Skeleton label={loading} />
          </div>
        )
      )}
    </section>
  );
}
