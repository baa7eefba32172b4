import { NotFoundText } from './not-found-text.tsx';
import { TopBar } from './top-bar.tsx';

/** The page of an unknown address. */
export const NotFoundPage = () => (
  <>
    <TopBar />
    <main className="page-message" id="content">
      <NotFoundText />
    </main>
  </>
);
