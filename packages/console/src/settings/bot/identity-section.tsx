import type { BotDetail } from '@connective-chat/contracts/admin';
import { useState } from 'react';
import { Section, TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { IconField } from './icon-field.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

const split = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The name, the face and the languages of a bot. */
export function IdentitySection({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const words = useSettingsWords().widget;
  const { settings, problems, change } = draft;
  const written = settings.languages.join(', ');
  // What is being typed, `en, `, is not yet what is meant.
  const [typed, setTyped] = useState(written);
  const languages = split(typed).join(', ') === written ? typed : written;
  const wrongLanguage = [...problems].find(([path]) => path.startsWith('languages'))?.[1];
  return (
    <Section title={words.identity} lead={words.identityLead}>
      <div className="fields-2">
        <TextField
          label={words.name}
          value={settings.title}
          onChange={(title) => change({ title })}
          error={problems.get('title')}
          maxLength={120}
        />
        <TextField
          label={words.subtitle}
          value={settings.subtitle ?? ''}
          onChange={(subtitle) => change({ subtitle: subtitle || undefined })}
          error={problems.get('subtitle')}
          maxLength={200}
        />
      </div>
      <TextField
        label={words.avatar}
        description={words.avatarHint}
        isCode
        value={settings.avatar ?? ''}
        onChange={(avatar) => change({ avatar: avatar || undefined })}
        error={problems.get('avatar')}
      />
      <TextField
        label={words.languages}
        description={words.languagesHint}
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
