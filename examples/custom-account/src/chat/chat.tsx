import { getAnnouncerProps, useAnnouncer, useUnread } from '@connective-chat/react';
import { useRef } from 'react';
import { shop, texts } from '../../../shared/language/index.ts';
import { Composer } from '../../../shared/react/composer.tsx';
import { Icon } from '../../../shared/react/icon.tsx';
import { MessageList } from '../../../shared/react/message-list.tsx';
import { Notices } from '../../../shared/react/notices.tsx';
import { QuickReplies } from '../../../shared/react/quick-replies.tsx';
import type { Order } from '../account.ts';
import { Handoff } from './handoff.tsx';

interface ChatProps {
  inView: boolean;
  order: Order | null;
  onForgetOrder: () => void;
}

/** A chat that is part of its page: no launcher, no window, nothing modal. */
export function Chat({ inView, order, onForgetOrder }: ChatProps) {
  useUnread({ inView });
  const frame = useRef<HTMLElement>(null);
  const announcer = useRef<HTMLDivElement>(null);
  useAnnouncer(announcer, { texts });
  const focusInput = () => frame.current?.querySelector('textarea')?.focus();

  return (
    <section ref={frame} className="frame" aria-label={shop.help} data-testid="chat-frame">
      <h1 className="visually-hidden">{shop.help}</h1>
      <Handoff />
      <Notices />
      <MessageList empty={shop.askAboutOrders} onAnswered={focusInput} />
      <QuickReplies onAnswered={focusInput} />
      {order && (
        <p className="about">
          <span>{shop.aboutOrder(order.id, order.item)}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={shop.notAboutOrder(order.id)}
            onClick={() => {
              onForgetOrder();
              focusInput();
            }}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
      <Composer />
      <div ref={announcer} {...getAnnouncerProps()} />
    </section>
  );
}
