import type { Appearance } from '@connective-chat/contracts/bot';
import { defineMessages, useIntl } from 'react-intl';
import { useNamesOf } from '../../shell/locale/use-names-of.ts';
import { TextField } from '../../ui/index.ts';

const CHANNEL_NAMES = defineMessages({
  viber: { id: 'demo.channel.viber', defaultMessage: 'Viber' },
  telegram: { id: 'demo.channel.telegram', defaultMessage: 'Telegram' },
  facebook: { id: 'demo.channel.facebook', defaultMessage: 'Facebook' },
  whatsapp: { id: 'demo.channel.whatsapp', defaultMessage: 'WhatsApp' },
});

const EXAMPLES = {
  viber: 'viber://pa?chatURI=shop',
  telegram: 'https://t.me/shop',
  facebook: 'https://m.me/shop',
  whatsapp: 'https://wa.me/380000000000',
};

interface ChannelFieldsProps {
  readonly appearance: Appearance;
  readonly onChange: (part: Appearance) => void;
}

/** The links to messengers that are offered in addition to the chat. */
export function ChannelFields({ appearance, onChange }: ChannelFieldsProps) {
  const { formatMessage: t } = useIntl();
  const channelName = useNamesOf(CHANNEL_NAMES);
  const channels = appearance.multi_channel ?? {};
  const messengers = channels.messengers ?? {};
  return (
    <fieldset className="look-group">
      <legend>{t({ id: 'demo.channels', defaultMessage: 'Messengers' })}</legend>
      <p className="ui-description">{t({ id: 'demo.channelsHint', defaultMessage: 'An empty link hides one.' })}</p>
      <TextField
        label={t({ id: 'demo.channelsTitle', defaultMessage: 'Heading' })}
        value={channels.button_title ?? ''}
        onChange={(title) => onChange({ multi_channel: { ...channels, button_title: title || undefined } })}
        maxLength={120}
      />
      {Object.entries(EXAMPLES).map(([id, example]) => (
        <TextField
          key={id}
          label={channelName(id) ?? id}
          isCode
          inputMode="url"
          placeholder={example}
          value={messengers[id] ?? ''}
          onChange={(link) => onChange({ multi_channel: { ...channels, messengers: { ...messengers, [id]: link } } })}
        />
      ))}
    </fieldset>
  );
}
