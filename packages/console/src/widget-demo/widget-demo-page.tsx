import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { useSession } from '../shell/session/use-session.ts';
import { TopBar } from '../shell/top-bar.tsx';
import { useTitle } from '../shell/use-title.ts';
import { DemoPreview } from './demo-preview.tsx';
import { useLook } from './look/use-look.ts';
import { LookPanel } from './look-panel.tsx';
import { useBot } from './use-bot.ts';

interface WidgetDemoPageProps {
  readonly botId: string;
  /** Of the widget. */
  readonly locale: string;
}

/** Chooses how the widget of a bot looks, and shows it. Everybody may; an admin may also save it. */
export function WidgetDemoPage({ botId, locale }: WidgetDemoPageProps) {
  const { formatMessage: t } = useIntl();
  const isAdmin = useSession()?.me.role === 'admin';
  const own = useBot(isAdmin ? botId : null);
  const state = useLook();
  const [isOpen, setOpen] = useState(true);
  useTitle(t({ id: 'demo.title', defaultMessage: 'Widget Demo' }));
  const { begin } = state;
  const settings = own.data?.bot.settings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the bot's own look has come
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
          botId={botId}
          locale={locale}
          look={state.look}
          bot={own.data?.bot}
          isOpen={isOpen}
          onOpen={setOpen}
        />
      </main>
    </>
  );
}
