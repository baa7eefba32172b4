import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './shell/app.tsx';
import { ENGLISH, loadCatalog } from './shell/locale/load-catalog.ts';
import { localeStore } from './shell/locale/locale-store.ts';
import { MessagesProvider } from './shell/locale/messages-provider.tsx';
import './ui/styles/index.css';

// The content security policy of these pages forbids code from strings, which zod would try to use.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
const catalog = await loadCatalog(localeStore.get()).catch(() => ENGLISH);
createRoot(root).render(
  <StrictMode>
    <MessagesProvider initial={catalog}>
      <App />
    </MessagesProvider>
  </StrictMode>,
);
