import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './shell/app.tsx';
import './ui/styles/index.css';

// The policy of these pages forbids to make code of text, which zod would try, and the browser report.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
