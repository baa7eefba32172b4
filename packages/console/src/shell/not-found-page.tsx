import { NotFoundText } from './not-found-text.tsx';
import { TopBar } from './top-bar.tsx';

/** An address that leads nowhere. */
export const NotFoundPage = () => (
  <>
    <TopBar />
    <main className="page-message" id="content">
      <NotFoundText />
    </main>
  </>
);
