import type { BotDetail } from '@connective-chat/contracts/admin';
import { QueryResult } from '../../shell/query-result.tsx';
import { useApiQuery } from '../../shell/session/use-api-query.ts';
import { ScenarioEditor } from './scenario-editor.tsx';
import './styles/index.css';

/** The scenario of a bot. */
export function ScenarioTab({ bot }: { readonly bot: BotDetail }) {
  const query = useApiQuery('getScenario', { bot: bot.id });
  return <QueryResult query={query}>{(answer) => <ScenarioEditor bot={bot} first={answer} />}</QueryResult>;
}
