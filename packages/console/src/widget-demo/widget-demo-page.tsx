import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { useSession } from '../shell/session/use-session.ts';
import { TopBar } from '../shell/top-bar.tsx';
import { useTitle } from '../shell/use-title.ts';
import { DemoPreview } from './demo-preview.tsx';
import { useLook } from './look/use-look.ts';
import { LookPanel } from './look-panel.tsx';
import { useBot } from './use-bot.ts';
import { useIsUnknownBot } from './use-is-unknown-bot.ts';

interface WidgetDemoPageProps {
  readonly botId: string;
  /** The language of the widget. */
  readonly locale: string;
}

/** Edits the appearance of a widget with a live preview. It is public; only an admin may save. */
export function WidgetDemoPage({ botId, locale }: WidgetDemoPageProps) {
  const { formatMessage: t } = useIntl();
  const isAdmin = useSession()?.me.role === 'admin';
  const own = useBot(isAdmin ? botId : null);
  const isUnknown = useIsUnknownBot(botId);
  const state = useLook();
  const [isOpen, setOpen] = useState(true);
  useTitle(t({ id: 'demo.title', defaultMessage: 'Widget Demo' }));
  const { begin } = state;
  const settings = own.data?.bot.settings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only once, when the saved look of the bot is loaded
  useEffect(() => {
    if (!settings) return;
    const { appearance, version, texts, openOnMessage } = settings;
    begin({ version, openOnMessage, ...(appearance && { appearance }), ...(texts && { texts }) });
  }, [settings]);
  return (
    <>
      <TopBar />
      <main className="demo" id="content" tabIndex={-1}>
        <LookPanel botId={botId} locale={locale} state={state} bot={own.data?.bot} />
        <DemoPreview
          // Another language starts a new chat, because the old messages are in the previous language.
          key={locale}
          botId={botId}
          locale={locale}
          look={state.look}
          bot={own.data?.bot}
          isUnknown={isUnknown}
          isOpen={isOpen}
          onOpen={setOpen}
        />
      </main>
    </>
  );
}
