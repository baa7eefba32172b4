import { useIntl } from 'react-intl';
import type { Thinking } from '../store/desk-state.types.ts';
import { formatElapsed } from '../view/format-elapsed.ts';
import { useNow } from '../view/use-now.ts';
import { StepItems } from './steps.tsx';

/** The elapsed time is shown after this time, in ms. */
const PATIENCE_MS = 10_000;

/** The thinking state of the agent, as the visitor sees it, until it expires. */
export function ThinkingRow({ thinking }: { thinking: Thinking }) {
  const { formatMessage: t } = useIntl();
  const now = useNow();
  const elapsed = now - thinking.since;
  const finished = (thinking.steps ?? []).filter(({ state }) => state !== 'running');
  return (
    <li className="desk-message desk-thinking" data-from="bot" data-first="">
      <div className="desk-bubble">
        <ol data-part="step-list">
          <StepItems steps={finished} />
        </ol>
        <div className="desk-present">
          <span className="desk-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span dir="auto">
            {now > thinking.until
              ? t({ id: 'desk.talk.overdue', defaultMessage: 'This takes longer than usual' })
              : thinking.text || t({ id: 'desk.talk.thinking', defaultMessage: 'The agent is working' })}
          </span>
          {elapsed > PATIENCE_MS && <span className="desk-meta">{formatElapsed(elapsed)}</span>}
        </div>
      </div>
    </li>
  );
}
