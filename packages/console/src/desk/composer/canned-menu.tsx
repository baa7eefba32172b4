import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import type { CannedChoice } from './use-canned-choice.ts';

/** The canned answers that match the text after the slash. */
export function CannedMenu({ choice, onManage }: { choice: CannedChoice; onManage: () => void }) {
  const { formatMessage: t } = useIntl();
  const { answers, active, listId, optionId, choose } = choice;
  const activeRef = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another option is the active one
  useEffect(() => {
    // Braces, because some browsers return a promise here, which an effect must not return.
    activeRef.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="desk-canned">
      <p className="ui-hidden" role="status">
        {answers.length > 0
          ? t(
              {
                id: 'desk.composer.cannedCount',
                defaultMessage: '{count, plural, one {# kept answer} other {# kept answers}}',
              },
              { count: answers.length },
            )
          : t({ id: 'desk.composer.noCanned', defaultMessage: 'No kept answer fits.' })}
      </p>
      {answers.length === 0 ? (
        <p className="desk-quiet">{t({ id: 'desk.composer.noCanned', defaultMessage: 'No kept answer fits.' })}</p>
      ) : (
        <div id={listId} role="listbox" aria-label={t({ id: 'desk.composer.canned', defaultMessage: 'Kept answers' })}>
          {answers.map((answer, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys
            <div
              key={answer.id}
              id={optionId(index)}
              ref={index === active ? activeRef : null}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // Keeps the focus in the field.
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
        {t({ id: 'desk.composer.manage', defaultMessage: 'Edit kept answers' })}
      </button>
    </div>
  );
}
