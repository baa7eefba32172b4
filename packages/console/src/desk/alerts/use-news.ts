import { useEffect } from 'react';
import { toast } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';
import { visitorName } from '../view/visitor-name.ts';
import { useWords } from '../words/use-words.ts';

/** Shows in passing what was given to this operator and what was refused. None of it asks for an answer. */
export function useNews(onOpen: (id: string) => void): void {
  const words = useWords();
  const desk = useDesk();
  useEffect(
    () =>
      desk.onEvent((event) => {
        if (event.type === 'refused') {
          // That a colleague was faster is nobody's error.
          if (event.code === 'TAKEN') toast.info(event.message);
          else toast.error(event.message);
        }
        if (event.type !== 'assigned' || event.conversation === desk.store.getState().selected) return;
        const { conversation, from } = event;
        const summary = desk.store.getState().summaries.get(conversation);
        const name = summary ? visitorName(summary, words.visitor) : words.visitor;
        toast.info(from ? words.news.transferred(name, from) : words.news.assigned(name), {
          label: words.news.open,
          onPress: () => onOpen(conversation),
        });
      }),
    [desk, words, onOpen],
  );
}
