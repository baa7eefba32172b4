import { ConnectiveChatProvider } from '@connective-chat/react';
import { locale } from '../../shared/language/index.ts';
import { paramsFromSite } from '../../shared/product.ts';
import { Chat } from './chat/chat.tsx';
import { Shop } from './shop.tsx';

const options = { url: location.origin, botId: 1, locale, open: false, paramsFromSite };

export function App() {
  return (
    <ConnectiveChatProvider options={options}>
      <Shop />
      <Chat />
    </ConnectiveChatProvider>
  );
}
