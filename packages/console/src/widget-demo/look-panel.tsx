import { RotateCcw } from 'lucide-react';
import { useIntl } from 'react-intl';
import { IconButton, Tabs } from '../ui/index.ts';
import { EMPTY_LOOK } from './look/look.ts';
import type { LookPanelProps } from './look-panel.types.ts';
import { ColoursPart } from './parts/colours-part.tsx';
import { ExportPart } from './parts/export-part.tsx';
import { LayoutPart } from './parts/layout-part.tsx';
import { TextsPart } from './parts/texts-part.tsx';
import { SaveLook } from './save-look.tsx';

/** The form of the appearance, in tabs. */
export function LookPanel(props: LookPanelProps) {
  const { formatMessage: t } = useIntl();
  const { state, bot, botId } = props;
  return (
    <section className="look-panel" aria-label={t({ id: 'demo.panel', defaultMessage: 'Appearance' })}>
      <header className="look-head">
        <div>
          <h1>{t({ id: 'demo.title', defaultMessage: 'Widget Demo' })}</h1>
          <p className="ui-lead">{bot?.title ?? t({ id: 'demo.bot', defaultMessage: 'Bot {id}' }, { id: botId })}</p>
        </div>
        <IconButton
          label={t({ id: 'demo.reset', defaultMessage: 'Begin anew' })}
          icon={<RotateCcw size={16} aria-hidden />}
          onPress={() => state.replace(EMPTY_LOOK)}
        />
      </header>
      <div className="look-body">
        <Tabs
          label={t({ id: 'demo.tabs.label', defaultMessage: 'What is chosen' })}
          items={[
            {
              id: 'layout',
              label: t({ id: 'demo.tabs.layout', defaultMessage: 'Layout' }),
              content: <LayoutPart {...props} />,
            },
            {
              id: 'colours',
              label: t({ id: 'demo.tabs.colours', defaultMessage: 'Colours' }),
              content: <ColoursPart {...props} />,
            },
            {
              id: 'texts',
              label: t({ id: 'demo.tabs.texts', defaultMessage: 'Texts' }),
              content: <TextsPart {...props} />,
            },
            {
              id: 'export',
              label: t({ id: 'demo.tabs.export', defaultMessage: 'Export' }),
              content: <ExportPart {...props} />,
            },
          ]}
        />
      </div>
      <SaveLook {...props} />
    </section>
  );
}
