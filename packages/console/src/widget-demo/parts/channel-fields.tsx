import type { Appearance } from '@connective-chat/contracts/bot';
import { TextField } from '../../ui/index.ts';
import { useDemoWords } from '../words/use-demo-words.ts';

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

/** The messengers that are offered beside the chat. */
export function ChannelFields({ appearance, onChange }: ChannelFieldsProps) {
  const words = useDemoWords();
  const channels = appearance.multi_channel ?? {};
  const messengers = channels.messengers ?? {};
  return (
    <fieldset className="look-group">
      <legend>{words.channels}</legend>
      <p className="ui-description">{words.channelsHint}</p>
      <TextField
        label={words.channelsTitle}
        value={channels.button_title ?? ''}
        onChange={(title) => onChange({ multi_channel: { ...channels, button_title: title || undefined } })}
        maxLength={120}
      />
      {Object.entries(EXAMPLES).map(([id, example]) => (
        <TextField
          key={id}
          label={words.channel[id] ?? id}
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
