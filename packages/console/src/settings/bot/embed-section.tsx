import type { BotDetail } from '@connective-chat/contracts/admin';
import { embedCode } from '@connective-chat/contracts/embed';
import { EmbedVariants } from '../../embed/embed-variants.tsx';
import { Answer } from '../../shell/answer.tsx';
import { useAsk } from '../../shell/session/use-ask.ts';
import { Section } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

/** The code of a site, made anew with every change of the settings. */
export function EmbedSection({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const words = useSettingsWords().widget;
  const query = useAsk('embed', { bot: bot.id });
  return (
    <Section title={words.embed} lead={words.embedLead}>
      <Answer query={query}>
        {({ server, loaders }) => {
          const code = embedCode({ server, loaders, botId: bot.id, settings: draft.settings });
          return (
            <>
              <EmbedVariants code={code} />
              <p className="ui-description" role="status">
                {draft.isDirty ? words.embedUnsaved : ''}
              </p>
            </>
          );
        }}
      </Answer>
    </Section>
  );
}
