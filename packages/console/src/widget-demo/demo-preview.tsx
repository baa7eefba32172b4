import type { BotDetail } from '@connective-chat/contracts/admin';
import { isOriginAllowed } from '@connective-chat/contracts/bot';
import { initOptions } from '@connective-chat/contracts/embed';
import { useState } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import { Link } from 'react-router';
import { PreviewFrame } from '../preview/preview-frame.tsx';
import { Callout, Choice, Switch } from '../ui/index.ts';
import { embedSourceOf } from './look/embed-source-of.ts';
import type { Look } from './look/look.ts';

const DEVICE_NAMES = defineMessages({
  desktop: { id: 'demo.devices.desktop', defaultMessage: 'Desktop' },
  phone: { id: 'demo.devices.phone', defaultMessage: 'Phone' },
});

const DIRECTION_NAMES = defineMessages({
  ltr: { id: 'demo.directions.ltr', defaultMessage: 'Left to right' },
  rtl: { id: 'demo.directions.rtl', defaultMessage: 'Right to left' },
});

interface DemoPreviewProps {
  readonly botId: string;
  readonly locale: string;
  readonly look: Look;
  readonly bot: BotDetail | undefined;
  /** Whether the server has no bot with this id. */
  readonly isUnknown: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

const RTL = /^(ar|fa|he|ur|ps|yi)\b/;
const directionOf = (locale: string) => (RTL.test(locale) ? 'rtl' : 'ltr');

/** The language of the widget sets the writing direction, so the other direction needs another language. */
const languageIn = (dir: 'ltr' | 'rtl', locale: string) =>
  directionOf(locale) === dir ? locale : { ltr: 'en', rtl: 'ar' }[dir];

/** The running widget on the outline of a page: desktop or phone, in both writing directions. */
export function DemoPreview({ botId, locale, look, bot, isUnknown, isOpen, onOpen }: DemoPreviewProps) {
  const { formatMessage: t } = useIntl();
  const [device, setDevice] = useState<'desktop' | 'phone'>('desktop');
  const [dir, setDir] = useState<'ltr' | 'rtl'>(directionOf(locale));
  const isRefused = bot !== undefined && !isOriginAllowed(bot.settings, location.origin);
  // The format `frame` has no target element here: it fills the preview.
  const { target: _, ...init } = initOptions(embedSourceOf({ botId, locale, look, bot }));
  return (
    <section className="demo-preview" aria-label={t({ id: 'demo.preview', defaultMessage: 'Preview' })}>
      <div className="demo-tools">
        <Choice
          label={t({ id: 'demo.device', defaultMessage: 'Screen' })}
          hidesLabel
          options={(['desktop', 'phone'] as const).map((id) => ({ id, label: t(DEVICE_NAMES[id]) }))}
          value={device}
          onChange={setDevice}
        />
        <Choice
          label={t({ id: 'demo.direction', defaultMessage: 'Direction' })}
          hidesLabel
          options={(['ltr', 'rtl'] as const).map((id) => ({
            id,
            label: id.toUpperCase(),
            name: t(DIRECTION_NAMES[id]),
          }))}
          value={dir}
          onChange={setDir}
        />
        <Switch isSelected={isOpen} onChange={onOpen}>
          {t({ id: 'demo.open', defaultMessage: 'Open' })}
        </Switch>
      </div>
      {isUnknown && (
        <Callout kind="error">
          {t({ id: 'demo.unknownBot', defaultMessage: 'There is no bot with the id {id}.' }, { id: botId })}
        </Callout>
      )}
      {isRefused && (
        <Callout
          kind="warning"
          action={
            <Link to={`/settings/bots/${encodeURIComponent(botId)}/domains`}>
              {t({ id: 'demo.toDomains', defaultMessage: 'To the domains' })}
            </Link>
          }
        >
          {t({
            id: 'demo.refused',
            defaultMessage:
              'This server’s own address is not among the domains of the bot: the chat in the preview cannot connect.',
          })}
        </Callout>
      )}
      <div className="demo-stage" data-device={device}>
        <div className="demo-screen">
          <PreviewFrame
            title={t({ id: 'demo.preview', defaultMessage: 'Preview' })}
            init={{ ...init, language_code: languageIn(dir, locale) }}
            version={look.version}
            dir={dir}
            theme={look.appearance?.theme ?? 'auto'}
            page="site"
            opens={isOpen}
            fresh
          />
        </div>
      </div>
    </section>
  );
}
