import { Button } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { SearchHit } from '../store/desk-state.types.ts';
import { visitorName } from '../view/visitor-name.ts';
import { useFormats, useWords } from '../words/use-words.ts';

type OnSelect = (id: string, seq: number) => void;

/** What was found in all that was ever said. */
export function SearchResults({ onSelect }: { onSelect: OnSelect }) {
  const words = useWords();
  const desk = useDesk();
  const { query, hits, next, status } = useDeskState(({ search }) => search);
  return (
    <div className="desk-list-body" aria-busy={status === 'loading'}>
      <p className="desk-quiet" role="status">
        {status === 'failed' && words.lists.failed}
        {status === 'loading' && hits.length === 0 && words.loading}
        {status === 'ready' && (hits.length === 0 ? words.lists.noHits(query) : words.lists.hits(hits.length))}
      </p>
      <ul className="desk-rows" aria-label={words.lists.search}>
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
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
}

function Hit({ hit, onSelect }: { hit: SearchHit; onSelect: OnSelect }) {
  const words = useWords();
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
            <bdi>{visitorName(hit, words.visitor)}</bdi>
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
