import type { BotDetail } from '@connective-chat/contracts/admin';
import type { LookState } from './look/use-look.ts';

export interface LookPanelProps {
  readonly botId: string;
  readonly locale: string;
  readonly state: LookState;
  /** Absent without permission to read its settings. */
  readonly bot: BotDetail | undefined;
}
