import { Search, X } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useRef } from 'react';
import { Button, IconButton } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { useWords } from '../words/use-words.ts';
import { DialogList } from './dialog-list.tsx';
import { idsOfTab, LIST_TABS, type ListTab } from './list-tabs.ts';
import { SearchResults } from './search-results.tsx';

interface ListPaneProps {
  readonly tab: ListTab;
  readonly onTab: (tab: ListTab) => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** With the place of a message, where one was looked for. */
  readonly onSelect: (id: string, seq?: number) => void;
}

const SEARCH_DELAY_MS = 250;

/** The dialogs: who waits, whom one talks with, everybody, and what was said before. */
export function ListPane({ tab, onTab, query, onQuery, onSelect }: ListPaneProps) {
  const words = useWords();
  const desk = useDesk();
  const searchId = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const isSearching = query.trim().length >= 2;
  const wanted = useDeferredValue(query);

  useEffect(() => {
    const timer = setTimeout(() => void desk.find(wanted), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [desk, wanted]);

  return (
    <nav className="desk-lists" aria-label={words.lists.label}>
      <div className="desk-search">
        <Search size={16} aria-hidden />
        <label className="ui-hidden" htmlFor={searchId}>
          {words.lists.search}
        </label>
        <input
          ref={inputRef}
          id={searchId}
          type="search"
          autoComplete="off"
          placeholder={words.lists.search}
          value={query}
          data-desk-search=""
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            if (query) onQuery('');
            else event.currentTarget.blur();
          }}
        />
        {query && (
          <IconButton
            size="small"
            label={words.lists.clear}
            icon={<X size={16} aria-hidden />}
            onPress={() => {
              onQuery('');
              inputRef.current?.focus();
            }}
          />
        )}
      </div>
      {isSearching ? (
        <SearchResults onSelect={onSelect} />
      ) : (
        <>
          <fieldset className="desk-tabs">
            <legend className="ui-hidden">{words.lists.label}</legend>
            {LIST_TABS.map((name) => (
              <Tab key={name} name={name} isOn={name === tab} onTab={onTab} />
            ))}
          </fieldset>
          <ListBody key={tab} tab={tab} onSelect={onSelect} />
        </>
      )}
    </nav>
  );
}

function Tab({ name, isOn, onTab }: { name: ListTab; isOn: boolean; onTab: (tab: ListTab) => void }) {
  const words = useWords();
  const count = useDeskState(({ queue, mine }) =>
    name === 'queue' ? queue.length : name === 'mine' ? mine.length : 0,
  );
  return (
    <button type="button" className="desk-tab" aria-pressed={isOn} onClick={() => onTab(name)}>
      {words.lists[name]}
      {count > 0 && <span className="desk-count">{count}</span>}
    </button>
  );
}

function ListBody({ tab, onSelect }: { tab: ListTab; onSelect: (id: string) => void }) {
  const words = useWords();
  const desk = useDesk();
  const ids = useDeskState((state) => idsOfTab(state, tab));
  const selected = useDeskState((state) => state.selected);
  const isReady = useDeskState((state) => state.isReady);
  const paged = useDeskState(({ lists }) => (tab === 'queue' || tab === 'mine' ? null : lists[tab]));

  useEffect(() => {
    if (isReady && (tab === 'all' || tab === 'closed')) void desk.loadList(tab);
  }, [desk, tab, isReady]);

  const reload = (more?: boolean) => {
    if (tab === 'all' || tab === 'closed') void desk.loadList(tab, more);
  };

  const isSettled = isReady && (!paged || paged.status === 'ready');
  return (
    <div className="desk-list-body">
      <DialogList label={words.lists[tab]} ids={ids} selected={selected} onSelect={onSelect} />
      {!isSettled && ids.length === 0 && paged?.status !== 'failed' && <p className="desk-quiet">{words.loading}</p>}
      {isSettled && ids.length === 0 && <p className="desk-quiet">{words.lists.empty[tab]}</p>}
      {paged?.status === 'failed' && (
        <p className="desk-quiet" role="alert">
          {words.lists.failed}{' '}
          <button type="button" className="desk-link" onClick={() => reload()}>
            {words.retry}
          </button>
        </p>
      )}
      {paged?.next && (
        <div className="desk-more">
          <Button variant="ghost" size="small" isPending={paged.status === 'loading'} onPress={() => reload(true)}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
}
