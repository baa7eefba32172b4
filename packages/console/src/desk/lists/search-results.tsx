import { useIntl } from 'react-intl';
import { Button } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { SearchHit } from '../store/desk-state.types.ts';
import { useFormats } from '../view/use-formats.ts';
import { visitorName } from '../view/visitor-name.ts';

type OnSelect = (id: string, seq: number) => void;

/** The results of the search in all conversations. */
export function SearchResults({ onSelect }: { onSelect: OnSelect }) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const { query, hits, next, status } = useDeskState(({ search }) => search);
  return (
    <div className="desk-list-body" aria-busy={status === 'loading'}>
      <p className="desk-quiet" role="status">
        {status === 'failed' && t({ id: 'desk.lists.failed', defaultMessage: 'The list could not be loaded.' })}
        {status === 'loading' && hits.length === 0 && t({ id: 'desk.loading', defaultMessage: 'Loading…' })}
        {status === 'ready' &&
          (hits.length === 0
            ? t({ id: 'desk.lists.noHits', defaultMessage: 'Nothing found for “{query}”.' }, { query })
            : t(
                {
                  id: 'desk.lists.hits',
                  defaultMessage: '{count, plural, one {# message found} other {# messages found}}',
                },
                { count: hits.length },
              ))}
      </p>
      <ul
        className="desk-rows"
        aria-label={t({ id: 'desk.lists.search', defaultMessage: 'Search in all conversations' })}
      >
        {hits.map((hit) => (
          <Hit key={hit.message.id} hit={hit} onSelect={onSelect} />
        ))}
      </ul>
      {next && (
        <div className="desk-more">
          <Button
            variant="ghost"
            size="small"
            isPending={status === 'loading'}
            onPress={() => void desk.find(query, true)}
          >
            {t({ id: 'desk.more', defaultMessage: 'Show more' })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Hit({ hit, onSelect }: { hit: SearchHit; onSelect: OnSelect }) {
  const { formatMessage: t } = useIntl();
  const formats = useFormats();
  const { message } = hit;
  const isSelected = useDeskState(({ found }) => found?.conversation === hit.conversation && found.seq === message.seq);
  return (
    <li className="desk-row">
      <button
        type="button"
        className="desk-row-button desk-hit"
        aria-current={isSelected || undefined}
        onClick={() => onSelect(hit.conversation, message.seq)}
      >
        <span className="desk-row-head">
          <span className="desk-row-name">
            <bdi>{visitorName(hit, t({ id: 'desk.visitor', defaultMessage: 'Visitor' }))}</bdi>
          </span>
          <time className="desk-row-time" dateTime={message.at}>
            {formats.whole(message.at)}
          </time>
        </span>
        <span className="desk-hit-text" dir="auto">
          {hit.excerpt.map(({ text, hit: isHit }, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
            isHit ? <mark key={index}>{text}</mark> : text,
          )}
        </span>
      </button>
    </li>
  );
}
