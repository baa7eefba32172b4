import { ConnectiveChatProvider } from '@connective-chat/react';
import { Activity, useMemo, useState } from 'react';
import { locale } from '../../shared/language/index.ts';
import { paramsFromSite } from '../../shared/product.ts';
import type { Order } from './account.ts';
import { Chat } from './chat/chat.tsx';
import { Orders } from './orders.tsx';
import { Profile } from './profile.tsx';
import { Sidebar, type View } from './sidebar.tsx';

/** The chat is mounted above the views: switching views keeps the connection, and new messages are counted. */
export function App() {
  const [view, setView] = useState<View>('help');
  const [order, setOrder] = useState<Order | null>(null);
  const options = useMemo(
    () => ({
      url: location.origin,
      botId: 1,
      locale,
      // Changes of both apply without a new connection.
      open: view === 'help',
      paramsFromSite: order ? { ...paramsFromSite, order_number: order.id, product: order.item } : paramsFromSite,
    }),
    [view, order],
  );

  return (
    <ConnectiveChatProvider options={options}>
      <div className="account">
        <Sidebar view={view} onView={setView} />
        <main>
          {view === 'orders' && (
            <Orders
              onAsk={(asked) => {
                setOrder(asked);
                setView('help');
              }}
            />
          )}
          {view === 'profile' && <Profile />}
          {/* Hidden instead of unmounted, so that the draft and its files are kept. */}
          <Activity mode={view === 'help' ? 'visible' : 'hidden'}>
            <Chat inView={view === 'help'} order={order} onForgetOrder={() => setOrder(null)} />
          </Activity>
        </main>
      </div>
    </ConnectiveChatProvider>
  );
}
