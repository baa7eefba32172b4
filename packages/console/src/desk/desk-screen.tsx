import { useCallback, useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { TopBar } from '../shell/top-bar.tsx';
import { Announcer } from './alerts/announcer.tsx';
import { ConnectionNotice } from './alerts/connection-notice.tsx';
import { useTitleBadge } from './alerts/use-title-badge.ts';
import { useToasts } from './alerts/use-toasts.ts';
import { useDesk, useDeskState } from './desk-context.tsx';
import { DeskTools } from './desk-tools.tsx';
import { BanDialog } from './dialogs/ban-dialog.tsx';
import { BlockAddressDialog } from './dialogs/block-address-dialog.tsx';
import { CannedDialog } from './dialogs/canned-dialog.tsx';
import { CloseDialog } from './dialogs/close-dialog.tsx';
import { HelpDialog } from './dialogs/help-dialog.tsx';
import { TransferDialog } from './dialogs/transfer-dialog.tsx';
import { ListPane } from './lists/list-pane.tsx';
import { idsOfTab, type ListTab } from './lists/list-tabs.ts';
import type { Desk } from './store/desk.types.ts';
import { TalkPane } from './talk/talk-pane.tsx';
import { useDeskKeys } from './use-desk-keys.ts';
import { useDialog } from './use-dialog.ts';
import { useSelectedDialog } from './use-selected-dialog.ts';
import { visitorName } from './view/visitor-name.ts';
import { VisitorPane } from './visitor/visitor-pane.tsx';

type Question = 'transfer' | 'close' | 'ban' | 'address' | 'help' | 'canned';

/** The list of an operator's own dialog: test chats are not in *Mine*. */
const ownTabOf = (desk: Desk, id: string): ListTab => (desk.store.getState().summaries.get(id)?.test ? 'test' : 'mine');

const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();

/** The layout of the desk: lists, conversation and visitor side by side, or one of them on a phone. */
export function DeskScreen() {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const [selected, select] = useSelectedDialog();
  const [tab, setTab] = useState<ListTab>('queue');
  const [query, setQuery] = useState('');
  const [question, setQuestion] = useState<Question | null>(null);
  const [showsVisitor, setShowsVisitor] = useState(false);
  const summary = useDialog(selected);
  const me = useDeskState((state) => state.me);
  useTitleBadge(t({ id: 'desk.title', defaultMessage: 'Operator desk' }));

  // If the selected dialog is one of this operator, the page starts with the list that contains it.
  const isReady = useDeskState((state) => state.isReady);
  const [wasReady, setWasReady] = useState(false);
  if (isReady && !wasReady) {
    setWasReady(true);
    if (selected !== null && desk.store.getState().mine.includes(selected)) setTab('mine');
  }

  useEffect(() => desk.select(selected), [desk, selected]);

  const status = summary?.dialog.status;
  const isMine = status === 'operator' && summary?.dialog.operator?.id === me?.id;
  const mayPass = isMine || (me?.role === 'admin' && status !== undefined && status !== 'closed');
  const show = useCallback(
    (id: string | null, seq?: number) => {
      setShowsVisitor(false);
      desk.reveal(id === null || seq === undefined ? null : { conversation: id, seq });
      select(id);
    },
    [desk, select],
  );
  useToasts(
    useCallback(
      (id) => {
        setTab(ownTabOf(desk, id));
        show(id);
      },
      [desk, show],
    ),
  );
  const take = () => {
    const isBanned = desk.store.getState().talks.get(selected ?? '')?.visitor?.banned;
    if (selected === null || isBanned || (status !== 'queued' && status !== 'bot')) return;
    void desk.take(selected).then(({ ok }) => {
      if (!ok) return;
      setTab(ownTabOf(desk, selected));
      // The field is mounted only after the acknowledgement has been rendered.
      requestAnimationFrame(() => focusOn('[data-desk-composer]'));
    });
  };
  const markUnread = () => {
    if (selected === null || !isMine) return;
    desk.markUnread(selected);
    show(null);
  };
  const step = (by: 1 | -1) => {
    const ids = idsOfTab(desk.store.getState(), tab);
    const at = selected === null ? -1 : ids.indexOf(selected);
    const id = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))];
    if (id === undefined) return;
    show(id);
    focusOn(`[data-dialog="${CSS.escape(id)}"]`);
  };
  useDeskKeys({
    next: () => step(1),
    previous: () => step(-1),
    take,
    reply: () => focusOn('[data-desk-composer]'),
    canned: () => {
      focusOn('[data-desk-composer]');
      document.execCommand?.('insertText', false, '/');
    },
    markUnread,
    transfer: () => mayPass && setQuestion('transfer'),
    close: () => mayPass && setQuestion('close'),
    search: () => focusOn('[data-desk-search]'),
    help: () => setQuestion('help'),
  });

  const done = () => setQuestion(null);
  const view = selected === null ? 'lists' : showsVisitor ? 'visitor' : 'talk';
  return (
    <div className="desk" data-view={view}>
      <div className="desk-bar">
        <TopBar>
          <DeskTools onHelp={() => setQuestion('help')} />
        </TopBar>
      </div>
      <ConnectionNotice />
      <main className="desk-panes">
        <h1 className="ui-hidden">{t({ id: 'desk.title', defaultMessage: 'Operator desk' })}</h1>
        <ListPane tab={tab} onTab={setTab} query={query} onQuery={setQuery} onSelect={show} />
        {selected === null ? (
          <section
            id="content"
            className="desk-talk desk-nothing"
            aria-label={t({ id: 'desk.talk.label', defaultMessage: 'Conversation' })}
          >
            <div className="desk-empty">
              <h2>{t({ id: 'desk.talk.none', defaultMessage: 'Choose a dialog' })}</h2>
              <p>
                {t({
                  id: 'desk.talk.noneHint',
                  defaultMessage: 'Take one from the queue, or move through the list with j and k.',
                })}
              </p>
            </div>
          </section>
        ) : (
          <>
            <TalkPane
              key={selected}
              id={selected}
              onBack={() => show(null)}
              onDetails={() => setShowsVisitor(!showsVisitor)}
              onTake={take}
              onTransfer={() => setQuestion('transfer')}
              onClose={() => setQuestion('close')}
              onManageCanned={() => setQuestion('canned')}
              onMarkUnread={markUnread}
            />
            <VisitorPane
              id={selected}
              onBack={() => setShowsVisitor(false)}
              onBan={() => setQuestion('ban')}
              onBlockAddress={() => setQuestion('address')}
            />
          </>
        )}
      </main>
      <Announcer />
      <HelpDialog isOpen={question === 'help'} onClose={done} />
      <CannedDialog isOpen={question === 'canned'} onClose={done} />
      {summary && (
        <>
          <TransferDialog id={summary.conversation} isOpen={question === 'transfer'} onClose={done} />
          <CloseDialog
            id={summary.conversation}
            name={visitorName(summary, t({ id: 'desk.visitor', defaultMessage: 'Visitor' }))}
            isOpen={question === 'close'}
            onClose={done}
          />
          <BanDialog id={summary.conversation} isOpen={question === 'ban'} onClose={done} />
          <BlockAddressDialog id={summary.conversation} isOpen={question === 'address'} onClose={done} />
        </>
      )}
    </div>
  );
}
