import { useEffect, useRef } from 'react';
import { useWords } from '../words/use-words.ts';
import type { CannedChoice } from './use-canned-choice.ts';

/** The kept answers that fit what follows the slash. */
export function CannedMenu({ choice, onManage }: { choice: CannedChoice; onManage: () => void }) {
  const { composer: words } = useWords();
  const { answers, active, listId, optionId, choose } = choice;
  const activeRef = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another option is the active one
  useEffect(() => {
    // Where it gives a promise, an effect that returned it would end the page.
    activeRef.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="desk-canned">
      <p className="ui-hidden" role="status">
        {answers.length > 0 ? words.cannedCount(answers.length) : words.noCanned}
      </p>
      {answers.length === 0 ? (
        <p className="desk-quiet">{words.noCanned}</p>
      ) : (
        <div id={listId} role="listbox" aria-label={words.canned}>
          {answers.map((answer, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and hears the keys
            <div
              key={answer.id}
              id={optionId(index)}
              ref={index === active ? activeRef : null}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(answer)}
            >
              <span className="desk-canned-head">
                <code dir="ltr">/{answer.shortcut}</code> <strong dir="auto">{answer.title}</strong>
              </span>
              <span className="desk-canned-text" dir="auto">
                {answer.text}
              </span>
            </div>
          ))}
        </div>
      )}
      <button type="button" className="desk-link desk-canned-manage" onClick={onManage}>
        {words.manage}
      </button>
    </div>
  );
}
