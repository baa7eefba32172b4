import { embedCode } from '../../../../src/embed/embed-code.ts';
import { CodeBlock, Tabs } from '../../ui/index.ts';
import { embedSourceOf } from '../look/embed-source-of.ts';
import type { LookPanelProps } from '../look-panel.tsx';
import { useDemoWords } from '../words/use-demo-words.ts';
import { ImportLook } from './import-look.tsx';

/** The look as code for a site, and as JSON to keep. */
export function ExportPart({ state, botId, locale, bot }: LookPanelProps) {
  const words = useDemoWords();
  const code = embedCode(embedSourceOf({ botId, locale, look: state.look, bot }));
  const block = (text: string, label: string) => (
    <CodeBlock text={text} label={label} copy={words.copy} copied={words.copied} failed={words.copyFailed} />
  );
  return (
    <div className="look-fields">
      <h2>{words.embed}</h2>
      <Tabs
        label={words.variant}
        items={[
          {
            id: 'script',
            label: words.variants.script,
            content: block(code.script, `${words.embed}: ${words.variants.script}`),
          },
          {
            id: 'react',
            label: words.variants.react,
            content: block(code.react, `${words.embed}: ${words.variants.react}`),
          },
          { id: 'vue', label: words.variants.vue, content: block(code.vue, `${words.embed}: ${words.variants.vue}`) },
        ]}
      />
      <h2>{words.json}</h2>
      <p className="ui-description">{words.jsonHint}</p>
      {block(JSON.stringify(state.look, null, 2), words.json)}
      <ImportLook onLook={state.replace} />
    </div>
  );
}
