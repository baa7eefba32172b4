import type { BotDetail } from '@connective-chat/contracts/admin';
import { BehaviourSection } from './behaviour-section.tsx';
import { DeleteBotSection } from './delete-bot-section.tsx';
import { EmbedSection } from './embed-section.tsx';
import { IdentitySection } from './identity-section.tsx';
import { LooksSection } from './looks-section.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

interface WidgetTabProps {
  readonly bot: BotDetail;
  readonly draft: SettingsDraft;
}

/** The settings of the widget, beside its embed code. */
export const WidgetTab = ({ bot, draft }: WidgetTabProps) => (
  <div className="widget-tab">
    <div className="stack">
      <IdentitySection bot={bot} draft={draft} />
      <LooksSection bot={bot} draft={draft} />
      <BehaviourSection draft={draft} />
      <DeleteBotSection bot={bot} />
    </div>
    <div className="widget-tab-side">
      <EmbedSection bot={bot} draft={draft} />
    </div>
  </div>
);
