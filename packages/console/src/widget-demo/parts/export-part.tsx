import { embedCode } from '@connective-chat/contracts/embed';
import { useIntl } from 'react-intl';
import { EmbedVariants } from '../../embed/embed-variants.tsx';
import { CodeBlock } from '../../ui/index.ts';
import { embedSourceOf } from '../look/embed-source-of.ts';
import type { LookPanelProps } from '../look-panel.types.ts';
import { usePinnedLoaders } from '../use-pinned-loaders.ts';
import { ImportLook } from './import-look.tsx';

/** The look as embed code and as JSON. */
export function ExportPart({ state, botId, locale, bot }: LookPanelProps) {
  const { formatMessage: t } = useIntl();
  const pinned = usePinnedLoaders();
  return (
    <div className="look-fields">
      <h2>{t({ id: 'demo.embed', defaultMessage: 'Embed code' })}</h2>
      <EmbedVariants code={embedCode(embedSourceOf({ botId, locale, look: state.look, bot, pinned }))} />
      <h2>{t({ id: 'demo.json', defaultMessage: 'As JSON' })}</h2>
      <p className="ui-description">
        {t({ id: 'demo.jsonHint', defaultMessage: 'Keep it, change it, paste it back.' })}
      </p>
      <CodeBlock
        text={JSON.stringify(state.look, null, 2)}
        label={t({ id: 'demo.json', defaultMessage: 'As JSON' })}
        copy={t({ id: 'demo.copy', defaultMessage: 'Copy' })}
        copied={t({ id: 'demo.copied', defaultMessage: 'Copied' })}
        failed={t({ id: 'demo.copyFailed', defaultMessage: 'Not allowed: select the text' })}
      />
      <ImportLook onLook={state.replace} />
    </div>
  );
}
