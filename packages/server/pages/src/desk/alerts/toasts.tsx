import { useEffect, useState } from 'react';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { Icon } from '../view/icon.tsx';
import { visitorName } from '../view/visitor-name.ts';
import { useWords } from '../words/use-words.ts';

const STANDS_MS = 8000;

/** What happened to a dialog of this operator elsewhere, and what was refused. None of it asks for an answer. */
export function Toasts({ onOpen }: { onOpen: (id: string) => void }) {
  const words = useWords();
  const desk = useDesk();
  const toasts = useDeskState((state) => state.toasts);
  const assigned = useAssigned();
  return (
    <div className="desk-toasts">
      {assigned && (
        <div className="desk-toast">
          <p dir="auto">{assigned.text}</p>
          <button
            type="button"
            className="desk-link"
            onClick={() => {
              onOpen(assigned.conversation);
              assigned.dismiss();
            }}
          >
            {words.news.open}
          </button>
          <button type="button" className="desk-icon-button" aria-label={words.dismiss} onClick={assigned.dismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
      {toasts.map(({ id, kind, text }) => (
        <div key={id} className="desk-toast" data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
          <p dir="auto">{text}</p>
          <button
            type="button"
            className="desk-icon-button"
            aria-label={words.dismiss}
            onClick={() => desk.dismiss(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

/** The dialog that was last given to this operator, while that is news. */
function useAssigned() {
  const words = useWords();
  const desk = useDesk();
  const [news, setNews] = useState<{ readonly conversation: string; readonly text: string } | null>(null);
  useEffect(
    () =>
      desk.onEvent((event) => {
        if (event.type !== 'assigned' || event.conversation === desk.store.getState().selected) return;
        const summary = desk.store.getState().summaries.get(event.conversation);
        const name = summary ? visitorName(summary, words.visitor) : words.visitor;
        const text = event.from ? words.news.transferred(name, event.from) : words.news.assigned(name);
        setNews({ conversation: event.conversation, text });
      }),
    [desk, words],
  );
  useEffect(() => {
    if (!news) return;
    const timer = setTimeout(() => setNews(null), STANDS_MS);
    return () => clearTimeout(timer);
  }, [news]);
  return news && { ...news, dismiss: () => setNews(null) };
}
