import { describeBody } from '@connective-chat/core/rich-text';
import { useEffect, useRef, useState } from 'react';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { DeskEvent } from '../store/desk-events.types.ts';
import { visitorName } from '../view/visitor-name.ts';
import { useWords } from '../words/use-words.ts';

/** So long a line stands for readers to find it, in ms. */
const STANDS_MS = 4000;
/** A connection that is back sooner was never missed. */
const LOST_DELAY_MS = 3000;

interface Line {
  readonly id: number;
  readonly text: string;
}

/** Says to screen readers what happened; the lists that are seen stay silent, so that nothing is read twice. */
export function Announcer() {
  const words = useWords();
  const desk = useDesk();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const nextId = useRef(0);
  const say = useRef((text: string) => {
    nextId.current += 1;
    const line = { id: nextId.current, text };
    setLines((held) => [...held, line]);
    setTimeout(() => setLines((held) => held.filter((item) => item !== line)), STANDS_MS);
  }).current;

  useEffect(() => {
    const nameOf = (id: string) => {
      const summary = desk.store.getState().summaries.get(id);
      return summary ? visitorName(summary, words.visitor) : words.visitor;
    };
    const tell = (event: DeskEvent) => {
      if (event.type === 'refused') return;
      const name = nameOf(event.conversation);
      switch (event.type) {
        case 'queued':
          return say(words.news.queued(name));
        case 'assigned':
          return say(event.from ? words.news.transferred(name, event.from) : words.news.assigned(name));
        case 'visitor-wrote':
          // What is said in the dialog in view is read out whole.
          return event.conversation === desk.store.getState().selected ? undefined : say(words.news.wrote(name));
        case 'message': {
          const { from, body } = event.message;
          const text = describeBody(body);
          // Own words are known to who wrote them.
          if (text && from.id !== desk.store.getState().me?.id)
            say(
              `${from.name || (from.kind === 'visitor' ? name : words.talk[from.kind === 'bot' ? 'bot' : 'system'])}: ${text}`,
            );
        }
      }
    };
    return desk.onEvent(tell);
  }, [desk, words, say]);

  const isOnline = useDeskState(({ connection }) => connection.status === 'online');
  const isReady = useDeskState((state) => state.isReady);
  const wasTold = useRef(false);
  useEffect(() => {
    if (!isReady) return;
    if (isOnline) {
      if (wasTold.current) say(words.connection.back);
      wasTold.current = false;
      return;
    }
    const timer = setTimeout(() => {
      wasTold.current = true;
      say(words.connection.lost);
    }, LOST_DELAY_MS);
    return () => clearTimeout(timer);
  }, [isOnline, isReady, say, words]);

  return (
    <div className="ui-hidden" role="log" aria-live="polite" aria-relevant="additions" data-testid="announcer">
      {lines.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
