import { FlaskConical, Search, X } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useRef } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import { Button, IconButton } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { DialogList } from './dialog-list.tsx';
import { idsOfTab, LIST_TABS, type ListTab } from './list-tabs.ts';
import { SearchResults } from './search-results.tsx';

const LIST_NAMES = defineMessages({
  queue: { id: 'desk.lists.queue', defaultMessage: 'Queue' },
  mine: { id: 'desk.lists.mine', defaultMessage: 'Mine' },
  all: { id: 'desk.lists.all', defaultMessage: 'All' },
  closed: { id: 'desk.lists.closed', defaultMessage: 'Closed' },
  test: { id: 'desk.lists.test', defaultMessage: 'Test chats' },
});

const EMPTY_LIST_TEXTS = defineMessages({
  queue: { id: 'desk.lists.empty.queue', defaultMessage: 'Nobody is waiting.' },
  mine: { id: 'desk.lists.empty.mine', defaultMessage: 'You have no open dialogs. Take one from the queue.' },
  all: { id: 'desk.lists.empty.all', defaultMessage: 'There are no dialogs yet.' },
  closed: { id: 'desk.lists.empty.closed', defaultMessage: 'No dialog has been closed yet.' },
  test: { id: 'desk.lists.empty.test', defaultMessage: 'There are no test chats.' },
});

interface ListPaneProps {
  readonly tab: ListTab;
  readonly onTab: (tab: ListTab) => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** With the `seq` of a message, if it was selected in the search results. */
  readonly onSelect: (id: string, seq?: number) => void;
}

const SEARCH_DELAY_MS = 250;

/** The lists of dialogs and the search. */
export function ListPane({ tab, onTab, query, onQuery, onSelect }: ListPaneProps) {
  const { formatMessage: t } = useIntl();
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
    <nav className="desk-lists" aria-label={t({ id: 'desk.lists.label', defaultMessage: 'Dialogs' })}>
      <div className="desk-search">
        <Search size={16} aria-hidden />
        <label className="ui-hidden" htmlFor={searchId}>
          {t({ id: 'desk.lists.search', defaultMessage: 'Search in all conversations' })}
        </label>
        <input
          ref={inputRef}
          id={searchId}
          type="search"
          autoComplete="off"
          placeholder={t({ id: 'desk.lists.search', defaultMessage: 'Search in all conversations' })}
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
            label={t({ id: 'desk.lists.clear', defaultMessage: 'Clear the search' })}
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
            <legend className="ui-hidden">{t({ id: 'desk.lists.label', defaultMessage: 'Dialogs' })}</legend>
            {LIST_TABS.map((name) => (
              <Tab key={name} name={name} isOn={name === tab} onTab={onTab} />
            ))}
          </fieldset>
          <ListBody key={tab} tab={tab} onSelect={onSelect} />
          <button
            type="button"
            className="desk-test-button"
            aria-pressed={tab === 'test'}
            onClick={() => onTab(tab === 'test' ? 'queue' : 'test')}
          >
            <FlaskConical size={16} aria-hidden />
            {t(LIST_NAMES.test)}
          </button>
        </>
      )}
    </nav>
  );
}

function Tab({ name, isOn, onTab }: { name: ListTab; isOn: boolean; onTab: (tab: ListTab) => void }) {
  const { formatMessage: t } = useIntl();
  const count = useDeskState(({ queue, mine }) =>
    name === 'queue' ? queue.length : name === 'mine' ? mine.length : 0,
  );
  return (
    <button type="button" className="desk-tab" aria-pressed={isOn} onClick={() => onTab(name)}>
      {t(LIST_NAMES[name])}
      {count > 0 && <span className="desk-count">{count}</span>}
    </button>
  );
}

function ListBody({ tab, onSelect }: { tab: ListTab; onSelect: (id: string) => void }) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const ids = useDeskState((state) => idsOfTab(state, tab));
  const selected = useDeskState((state) => state.selected);
  const isReady = useDeskState((state) => state.isReady);
  const paged = useDeskState(({ lists }) => (tab === 'queue' || tab === 'mine' ? null : lists[tab]));

  useEffect(() => {
    if (isReady && tab !== 'queue' && tab !== 'mine') void desk.loadList(tab);
  }, [desk, tab, isReady]);

  const reload = (more?: boolean) => {
    if (tab !== 'queue' && tab !== 'mine') void desk.loadList(tab, more);
  };

  const isSettled = isReady && (!paged || paged.status === 'ready');
  return (
    <div className="desk-list-body">
      {tab === 'test' && (
        <p className="desk-test-note">
          {t({
            id: 'desk.lists.testNote',
            defaultMessage:
              'Conversations of the test chat and of the Widget Demo. They are in no other list, and nobody gets them assigned: take one to try a handover.',
          })}
        </p>
      )}
      <DialogList label={t(LIST_NAMES[tab])} ids={ids} selected={selected} onSelect={onSelect} />
      {!isSettled && ids.length === 0 && paged?.status !== 'failed' && (
        <p className="desk-quiet">{t({ id: 'desk.loading', defaultMessage: 'Loading…' })}</p>
      )}
      {isSettled && ids.length === 0 && <p className="desk-quiet">{t(EMPTY_LIST_TEXTS[tab])}</p>}
      {paged?.status === 'failed' && (
        <p className="desk-quiet" role="alert">
          {t({ id: 'desk.lists.failed', defaultMessage: 'The list could not be loaded.' })}{' '}
          <button type="button" className="desk-link" onClick={() => reload()}>
            {t({ id: 'desk.retry', defaultMessage: 'Try again' })}
          </button>
        </p>
      )}
      {paged?.next && (
        <div className="desk-more">
          <Button variant="ghost" size="small" isPending={paged.status === 'loading'} onPress={() => reload(true)}>
            {t({ id: 'desk.more', defaultMessage: 'Show more' })}
          </Button>
        </div>
      )}
    </div>
  );
}
