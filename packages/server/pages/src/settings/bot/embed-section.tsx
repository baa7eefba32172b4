import type { BotDetail } from '../../../../src/admin/admin-entities.ts';
import { embedCode } from '../../../../src/embed/embed-code.ts';
import { Answer } from '../../shell/answer.tsx';
import { useAsk } from '../../shell/session/use-ask.ts';
import { CodeBlock, Section, Tabs } from '../../ui/index.ts';
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
          const block = (text: string, variant: string) => (
            <CodeBlock
              text={text}
              label={`${words.embed}: ${variant}`}
              copy={words.copy}
              copied={words.copied}
              failed={words.copyFailed}
            />
          );
          return (
            <>
              <Tabs
                label={words.variant}
                items={[
                  { id: 'script', label: words.variants.script, content: block(code.script, words.variants.script) },
                  {
                    id: 'pinned',
                    label: words.variants.pinned,
                    content: (
                      <div className="stack-small">
                        <p className="ui-description">{code.scriptPinned ? words.pinnedHint : words.noPinned}</p>
                        {code.scriptPinned && block(code.scriptPinned, words.variants.pinned)}
                      </div>
                    ),
                  },
                  { id: 'react', label: words.variants.react, content: block(code.react, words.variants.react) },
                  { id: 'vue', label: words.variants.vue, content: block(code.vue, words.variants.vue) },
                ]}
              />
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
