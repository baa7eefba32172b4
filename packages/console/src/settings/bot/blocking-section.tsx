import { type Blocking, DEFAULT_BLOCKED_TEXTS } from '@connective-chat/contracts/bot';
import { useIntl } from 'react-intl';
import { Section, TextField } from '../../ui/index.ts';
import { EntriesEditor } from './entries-editor.tsx';
import { useFieldError } from './use-field-error.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const LANGUAGES = ['uk', 'ru', 'en'] as const;
const NOTHING: Blocking = { addresses: [], texts: {} };

/** The addresses whose visitors are refused, and the text that they see in each language. */
export function BlockingSection({ draft }: { readonly draft: SettingsDraft }) {
  const { formatMessage: t, formatDisplayName } = useIntl();
  const { problems, change } = draft;
  const { blocking = NOTHING } = draft.settings;
  const { addresses, texts } = blocking;
  const errorOf = useFieldError(problems);
  const setText = (language: string, text: string) => {
    const { [language]: _, ...rest } = texts;
    change({ blocking: { ...blocking, texts: text === '' ? rest : { ...rest, [language]: text } } });
  };
  return (
    <Section
      title={t({ id: 'settings.blocking.title', defaultMessage: 'IP blocking' })}
      lead={t({
        id: 'settings.blocking.lead',
        defaultMessage:
          'Visitors from these addresses cannot use the chat; open sessions end when you save. Operators add an address from the card of a visitor.',
      })}
    >
      <EntriesEditor
        entries={addresses}
        nameOf={(index) => t({ id: 'settings.blocking.entry', defaultMessage: 'Address {index}' }, { index })}
        placeholder="203.0.113.0/24"
        addLabel={t({ id: 'settings.blocking.add', defaultMessage: 'Add an address' })}
        emptyText={t({ id: 'settings.blocking.nothing', defaultMessage: 'No address is blocked.' })}
        inputMode="text"
        errorOf={(index) => errorOf(`blocking.addresses.${index}`)}
        onChange={(next) => change({ blocking: { ...blocking, addresses: next } })}
      />
      <p className="ui-description">
        {t({
          id: 'settings.blocking.hint',
          defaultMessage:
            'Single addresses (203.0.113.7, 2001:db8::7) and ranges (203.0.113.0/24, 2001:db8::/32). Behind a proxy the server has to be started with --proxies.',
        })}
      </p>
      {LANGUAGES.map((language) => (
        <TextField
          key={language}
          label={t(
            { id: 'settings.blocking.text', defaultMessage: 'What the visitor reads: {language}' },
            { language: formatDisplayName(language, { type: 'language' }) ?? language },
          )}
          rows={2}
          lang={language}
          placeholder={DEFAULT_BLOCKED_TEXTS[language]}
          description={t({ id: 'settings.blocking.textHint', defaultMessage: 'Empty: the text in grey.' })}
          value={texts[language] ?? ''}
          maxLength={500}
          error={errorOf(`blocking.texts.${language}`)}
          onChange={(text) => setText(language, text)}
        />
      ))}
    </Section>
  );
}
