import type { BotDetail } from '@connective-chat/contracts/admin';
import { Answer } from '../../shell/answer.tsx';
import { useAsk } from '../../shell/session/use-ask.ts';
import { ScenarioEditor } from './scenario-editor.tsx';
import './scenario.css';

/** What a bot says and does. */
export function ScenarioTab({ bot }: { readonly bot: BotDetail }) {
  const query = useAsk('getScenario', { bot: bot.id });
  return <Answer query={query}>{(answer) => <ScenarioEditor bot={bot} first={answer} />}</Answer>;
}
