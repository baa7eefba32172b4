import type { BotDetail } from '@connective-chat/contracts/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Section, TextField } from '../../ui/index.ts';
import { IconField } from './icon-field.tsx';
import { useFieldError } from './use-field-error.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const split = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The form section for the name, the avatar and the languages of a bot. */
export function IdentitySection({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const { formatMessage: t } = useIntl();
  const { settings, problems, change } = draft;
  const errorOf = useFieldError(problems);
  const written = settings.languages.join(', ');
  // Keeps an unfinished entry such as `en, ` while it is typed.
  const [typed, setTyped] = useState(written);
  const languages = split(typed).join(', ') === written ? typed : written;
  const wrongLanguage = [...problems.keys()].find((path) => path.startsWith('languages'));
  return (
    <Section
      title={t({ id: 'settings.widget.identity', defaultMessage: 'Identity' })}
      lead={t({ id: 'settings.widget.identityLead', defaultMessage: 'What visitors see in the header of the chat.' })}
    >
      <div className="fields-2">
        <TextField
          label={t({ id: 'settings.widget.name', defaultMessage: 'Name' })}
          value={settings.title}
          onChange={(title) => change({ title })}
          error={errorOf('title')}
          maxLength={120}
        />
        <TextField
          label={t({ id: 'settings.widget.subtitle', defaultMessage: 'Subtitle' })}
          value={settings.subtitle ?? ''}
          onChange={(subtitle) => change({ subtitle: subtitle || undefined })}
          error={errorOf('subtitle')}
          maxLength={200}
        />
      </div>
      <TextField
        label={t({ id: 'settings.widget.avatar', defaultMessage: 'Avatar' })}
        description={t({ id: 'settings.widget.avatarHint', defaultMessage: 'An https:// address of a picture.' })}
        isCode
        value={settings.avatar ?? ''}
        onChange={(avatar) => change({ avatar: avatar || undefined })}
        error={errorOf('avatar')}
      />
      <TextField
        label={t({ id: 'settings.widget.languages', defaultMessage: 'Languages' })}
        description={t({
          id: 'settings.widget.languagesHint',
          defaultMessage: 'The first one is the default. Separate with commas: en, uk, ru.',
        })}
        isCode
        value={languages}
        onChange={(text) => {
          setTyped(text);
          change({ languages: split(text) });
        }}
        error={wrongLanguage}
      />
      <IconField bot={bot} />
    </Section>
  );
}
