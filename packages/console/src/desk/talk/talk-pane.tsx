import { Composer } from '../composer/composer.tsx';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { visitorName } from '../view/visitor-name.ts';
import { useWords } from '../words/use-words.ts';
import { MessageList } from './message-list.tsx';
import { TalkHeader, type TalkHeaderProps } from './talk-header.tsx';

/** The conversation in the middle. */
export function TalkPane(props: Omit<TalkHeaderProps, 'summary'>) {
  const words = useWords();
  const desk = useDesk();
  const { id } = props;
  const summary = useDeskState(({ summaries }) => summaries.get(id));
  const talk = useDeskState(({ talks }) => talks.get(id));
  const typist = useDeskState(({ typists }) => typists.get(id));
  const name = summary ? visitorName(summary, words.visitor) : '';

  return (
    <section id="content" className="desk-talk" aria-label={words.talk.label}>
      {summary && <TalkHeader {...props} summary={summary} />}
      {talk?.status === 'ready' ? (
        <MessageList id={id} talk={talk} visitorName={name} />
      ) : (
        <div className="desk-empty">
          {talk?.status === 'failed' ? (
            <p role="alert">
              {words.talk.failed}{' '}
              <button type="button" className="desk-link" onClick={() => desk.reopen(id)}>
                {words.retry}
              </button>
            </p>
          ) : (
            <p>{words.loading}</p>
          )}
        </div>
      )}
      <p className="desk-typing">
        {typist && (
          <>
            <span className="desk-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <bdi>{words.talk.typing(typist.name ?? name)}</bdi>
          </>
        )}
      </p>
      {summary && <Composer summary={summary} onTake={props.onTake} onManageCanned={props.onManageCanned} />}
    </section>
  );
}
