import {
  getAnnouncerProps,
  getLauncherProps,
  getPanelProps,
  useAnnouncer,
  usePanel,
  useUnread,
} from '@connective-chat/react';
import { useId, useRef } from 'react';
import { shop, texts } from '../../../shared/language/index.ts';
import { Composer } from '../../../shared/react/composer.tsx';
import { Icon } from '../../../shared/react/icon.tsx';
import { MessageList } from '../../../shared/react/message-list.tsx';
import { Notices } from '../../../shared/react/notices.tsx';
import { QuickReplies } from '../../../shared/react/quick-replies.tsx';
import { Header } from './header.tsx';

/** The launcher and the chat window. */
export function Chat() {
  const panelId = useId();
  const { isOpen, state, toggle, close, focusInput, panelRef, launcherRef } = usePanel();
  const { unread, badge } = useUnread({ inView: isOpen });
  const announcerRef = useRef<HTMLDivElement>(null);
  useAnnouncer(announcerRef, { texts });

  return (
    <>
      <div ref={panelRef} {...getPanelProps({ id: panelId, state, onClose: close, texts })} data-testid="chat-panel">
        <Header onClose={close} />
        <Notices />
        <MessageList empty={shop.askAboutLamp} onAnswered={focusInput} />
        <QuickReplies onAnswered={focusInput} />
        <Composer />
      </div>
      <button
        ref={launcherRef}
        {...getLauncherProps({ panelId, open: isOpen, unread, onToggle: toggle, texts })}
        data-testid="chat-launcher"
      >
        <Icon name="chat" />
        <Icon name="close" />
        {badge && !isOpen && (
          <span className="badge" aria-hidden="true" data-testid="unread-badge">
            {badge}
          </span>
        )}
      </button>
      <div ref={announcerRef} {...getAnnouncerProps()} />
    </>
  );
}
