import { useIntl } from 'react-intl';
import { Composer } from '../composer/composer.tsx';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { useDialog } from '../use-dialog.ts';
import { visitorName } from '../view/visitor-name.ts';
import { MessageList } from './message-list.tsx';
import { TalkHeader, type TalkHeaderProps } from './talk-header.tsx';
import { useTalk } from './use-talk.ts';

/** The open conversation. */
export function TalkPane(props: Omit<TalkHeaderProps, 'summary'>) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const { id } = props;
  const summary = useDialog(id);
  const talk = useTalk(id);
  const typist = useDeskState(({ typists }) => typists.get(id));
  const name = summary ? visitorName(summary, t({ id: 'desk.visitor', defaultMessage: 'Visitor' })) : '';

  return (
    <section
      id="content"
      className="desk-talk"
      aria-label={t({ id: 'desk.talk.label', defaultMessage: 'Conversation' })}
    >
      {summary && <TalkHeader {...props} summary={summary} />}
      {talk?.status === 'ready' ? (
        <MessageList id={id} talk={talk} visitorName={name} />
      ) : (
        <div className="desk-empty">
          {talk?.status === 'failed' ? (
            <p role="alert">
              {t({ id: 'desk.talk.failed', defaultMessage: 'The conversation could not be loaded.' })}{' '}
              <button type="button" className="desk-link" onClick={() => desk.reopen(id)}>
                {t({ id: 'desk.retry', defaultMessage: 'Try again' })}
              </button>
            </p>
          ) : (
            <p>{t({ id: 'desk.loading', defaultMessage: 'Loading…' })}</p>
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
            <bdi>
              {t({ id: 'desk.talk.typing', defaultMessage: '{name} is typing' }, { name: typist.name ?? name })}
            </bdi>
          </>
        )}
      </p>
      {summary && <Composer summary={summary} onTake={props.onTake} onManageCanned={props.onManageCanned} />}
    </section>
  );
}
