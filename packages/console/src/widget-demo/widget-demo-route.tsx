import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { localeStore } from '../shell/locale/locale-store.ts';
import { localeOf } from '../shell/locale/locales.ts';
import { WidgetDemoPage } from './widget-demo-page.tsx';
import './widget-demo.css';

/** `/widget/{locale}/?bot-id={bot_id}`: the language of the URL is that of the page and of the widget. */
export function Component() {
  const { locale = 'en' } = useParams();
  const [params] = useSearchParams();
  const botId = params.get('bot-id') ?? '1';
  useEffect(() => localeStore.set(localeOf(locale)), [locale]);
  return <WidgetDemoPage key={botId} botId={botId} locale={locale} />;
}
