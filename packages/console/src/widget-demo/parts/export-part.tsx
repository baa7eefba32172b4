import { embedCode } from '@connective-chat/contracts/embed';
import { EmbedVariants } from '../../embed/embed-variants.tsx';
import { CodeBlock } from '../../ui/index.ts';
import { embedSourceOf } from '../look/embed-source-of.ts';
import type { LookPanelProps } from '../look-panel.tsx';
import { usePinnedLoaders } from '../use-pinned-loaders.ts';
import { useDemoWords } from '../words/use-demo-words.ts';
import { ImportLook } from './import-look.tsx';

/** The look as code for a site, and as JSON to keep. */
export function ExportPart({ state, botId, locale, bot }: LookPanelProps) {
  const words = useDemoWords();
  const pinned = usePinnedLoaders();
  return (
    <div className="look-fields">
      <h2>{words.embed}</h2>
      <EmbedVariants code={embedCode(embedSourceOf({ botId, locale, look: state.look, bot, pinned }))} />
      <h2>{words.json}</h2>
      <p className="ui-description">{words.jsonHint}</p>
      <CodeBlock
        text={JSON.stringify(state.look, null, 2)}
        label={words.json}
        copy={words.copy}
        copied={words.copied}
        failed={words.copyFailed}
      />
      <ImportLook onLook={state.replace} />
    </div>
  );
}
