import { useUnread } from '@connective-chat/react';
import { Icon } from '../../shared/react/icon.tsx';
import { customer } from './account.ts';

export type View = 'orders' | 'profile' | 'help';

const views = [
  ['orders', 'Orders', 'box'],
  ['profile', 'Profile', 'person'],
  ['help', 'Help', 'chat'],
] as const;

export function Sidebar({ view, onView }: { view: View; onView: (view: View) => void }) {
  const { unread, badge } = useUnread();
  return (
    <header className="sidebar">
      <p className="brand">Lumen</p>
      <nav aria-label="Account">
        <ul>
          {views.map(([name, label, icon]) => (
            <li key={name}>
              <button
                type="button"
                aria-current={view === name ? 'page' : undefined}
                aria-label={name === 'help' && unread > 0 ? `${label}, ${unread} unread` : undefined}
                onClick={() => onView(name)}
              >
                <Icon name={icon} />
                <span>{label}</span>
                {name === 'help' && badge && view !== 'help' && (
                  <b className="count" aria-hidden="true">
                    {badge}
                  </b>
                )}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <p className="customer">
        {customer.name}
        <small>{customer.email}</small>
      </p>
    </header>
  );
}
