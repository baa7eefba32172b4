import type { EmbedCode } from '@connective-chat/contracts/embed';
import { defineMessages, useIntl } from 'react-intl';
import { CodeBlock, Tabs } from '../ui/index.ts';

const VARIANT_NAMES = defineMessages({
  script: { id: 'embed.variants.script', defaultMessage: 'Script tag' },
  pinned: { id: 'embed.variants.pinned', defaultMessage: 'Script + SRI' },
  react: { id: 'embed.variants.react', defaultMessage: 'React' },
  vue: { id: 'embed.variants.vue', defaultMessage: 'Vue' },
});

/** The embed code in every variant, each with a copy button. */
export function EmbedVariants({ code }: { readonly code: EmbedCode }) {
  const { formatMessage: t } = useIntl();
  const variant = (id: keyof typeof VARIANT_NAMES, text: string) => (
    <CodeBlock
      text={text}
      label={`${t({ id: 'embed.title', defaultMessage: 'Embed code' })}: ${t(VARIANT_NAMES[id])}`}
      copy={t({ id: 'embed.copy', defaultMessage: 'Copy' })}
      copied={t({ id: 'embed.copied', defaultMessage: 'Copied' })}
      failed={t({ id: 'embed.copyFailed', defaultMessage: 'Not allowed: select the text' })}
    />
  );
  const pinned = (
    <div className="stack-small">
      <p className="ui-description">
        {code.scriptPinned
          ? t({
              id: 'embed.pinnedHint',
              defaultMessage:
                'Held to this release by its hash: a browser runs this very file or none. Updates are yours to make.',
            })
          : t({
              id: 'embed.noPinned',
              defaultMessage: 'The widget was built without a release of its own: there is nothing to hold on to.',
            })}
      </p>
      {code.scriptPinned && variant('pinned', code.scriptPinned)}
    </div>
  );
  return (
    <Tabs
      label={t({ id: 'embed.variant', defaultMessage: 'Variant of the code' })}
      items={[
        {
          id: 'script',
          label: t(VARIANT_NAMES.script),
          content: variant('script', code.script),
        },
        { id: 'pinned', label: t(VARIANT_NAMES.pinned), content: pinned },
        {
          id: 'react',
          label: t(VARIANT_NAMES.react),
          content: variant('react', code.react),
        },
        { id: 'vue', label: t(VARIANT_NAMES.vue), content: variant('vue', code.vue) },
      ]}
    />
  );
}
