import type { BotDetail } from '@connective-chat/contracts/admin';
import { RotateCcw } from 'lucide-react';
import { IconButton, Tabs } from '../ui/index.ts';
import { EMPTY_LOOK } from './look/look.ts';
import type { LookState } from './look/use-look.ts';
import { ColoursPart } from './parts/colours-part.tsx';
import { ExportPart } from './parts/export-part.tsx';
import { LayoutPart } from './parts/layout-part.tsx';
import { TextsPart } from './parts/texts-part.tsx';
import { SaveLook } from './save-look.tsx';
import { useDemoWords } from './words/use-demo-words.ts';

export interface LookPanelProps {
  readonly botId: string;
  readonly locale: string;
  readonly state: LookState;
  /** Absent for those who may not see its settings. */
  readonly bot: BotDetail | undefined;
}

/** Everything that can be chosen. */
export function LookPanel(props: LookPanelProps) {
  const words = useDemoWords();
  const { state, bot, botId } = props;
  return (
    <section className="look-panel" aria-label={words.panel}>
      <header className="look-head">
        <div>
          <h1>{words.title}</h1>
          <p className="ui-lead">{bot?.title ?? words.bot(botId)}</p>
        </div>
        <IconButton
          label={words.reset}
          icon={<RotateCcw size={16} aria-hidden />}
          onPress={() => state.replace(EMPTY_LOOK)}
        />
      </header>
      <div className="look-body">
        <Tabs
          label={words.tabs.label}
          items={[
            { id: 'layout', label: words.tabs.layout, content: <LayoutPart {...props} /> },
            { id: 'colours', label: words.tabs.colours, content: <ColoursPart {...props} /> },
            { id: 'texts', label: words.tabs.texts, content: <TextsPart {...props} /> },
            { id: 'export', label: words.tabs.export, content: <ExportPart {...props} /> },
          ]}
        />
      </div>
      <SaveLook {...props} />
    </section>
  );
}
