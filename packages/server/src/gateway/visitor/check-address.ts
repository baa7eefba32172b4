import type { BotSettings } from '@connective-chat/contracts/bot';
import { isAddressBlocked } from '../../bots/address-block-list.ts';
import { blockedText } from '../../bots/blocked-text.ts';
import { Refused } from '../../lib/refusal.ts';

/** @throws Refused BANNED, with what the settings say to visitors of this address, in their language */
export function checkAddress({ blocking }: Pick<BotSettings, 'blocking'>, address: string, locale: string): void {
  if (!isAddressBlocked(blocking, address)) return;
  throw new Refused('BANNED', 'The settings of the bot block this address.', undefined, blockedText(blocking, locale));
}
