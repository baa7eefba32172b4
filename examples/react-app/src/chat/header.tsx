import { safeHref } from '@connective-chat/core/ui';
import { useConnectiveChat } from '@connective-chat/react';
import { describeDialog } from '../../../shared/conversation.ts';
import { shop } from '../../../shared/language/index.ts';
import { Icon } from '../../../shared/react/icon.tsx';

export function Header({ onClose }: { onClose: () => void }) {
  const { bot, dialog, connection } = useConnectiveChat();
  const title = dialog.operator?.name || bot.title || 'Lumen';
  const avatar = safeHref(dialog.operator?.avatar ?? bot.avatar ?? '');
  return (
    <div className="chat-header">
      <span className="chat-avatar" aria-hidden="true">
        {avatar ? <img src={avatar} alt="" /> : title.charAt(0)}
      </span>
      <div className="chat-heading">
        <h2>
          <bdi>{title}</bdi>
        </h2>
        <p data-testid="chat-subtitle">
          <bdi>{describeDialog(dialog, bot, connection)}</bdi>
        </p>
      </div>
      <button type="button" className="icon-button" aria-label={shop.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
