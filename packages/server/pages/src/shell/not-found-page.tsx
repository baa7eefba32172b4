import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../ui/index.ts';
import { TopBar } from './top-bar.tsx';
import { useShellWords } from './words/use-shell-words.ts';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const words = useShellWords().errors;
  return (
    <>
      <TopBar />
      <main className="page-message" id="content">
        <EmptyState
          icon={<Compass size={22} aria-hidden />}
          title={words.notFoundTitle}
          action={
            <Link className="ui-button ui-button-secondary" to="/settings">
              {words.toSettings}
            </Link>
          }
        >
          {words.notFoundText}
        </EmptyState>
      </main>
    </>
  );
}
