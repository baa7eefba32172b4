import type { EmbedCode } from '@connective-chat/contracts/embed';
import { useLocale } from '../shell/locale/use-locale.ts';
import { CodeBlock, Tabs } from '../ui/index.ts';
import { EMBED_WORDS } from './embed-words.ts';

/** The embed code in every variant, each of them to be copied. */
export function EmbedVariants({ code }: { readonly code: EmbedCode }) {
  const words = EMBED_WORDS[useLocale()];
  const variant = (id: keyof typeof words.variants, text: string) => (
    <CodeBlock
      text={text}
      label={`${words.title}: ${words.variants[id]}`}
      copy={words.copy}
      copied={words.copied}
      failed={words.copyFailed}
    />
  );
  const pinned = (
    <div className="stack-small">
      <p className="ui-description">{code.scriptPinned ? words.pinnedHint : words.noPinned}</p>
      {code.scriptPinned && variant('pinned', code.scriptPinned)}
    </div>
  );
  return (
    <Tabs
      label={words.variant}
      items={[
        { id: 'script', label: words.variants.script, content: variant('script', code.script) },
        { id: 'pinned', label: words.variants.pinned, content: pinned },
        { id: 'react', label: words.variants.react, content: variant('react', code.react) },
        { id: 'vue', label: words.variants.vue, content: variant('vue', code.vue) },
      ]}
    />
  );
}
