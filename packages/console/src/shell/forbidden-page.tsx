import { Lock } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../ui/index.ts';
import { TopBar } from './top-bar.tsx';
import { useShellWords } from './words/use-shell-words.ts';

/** A page for admins, reached by an operator. */
export function ForbiddenPage() {
  const words = useShellWords().errors;
  return (
    <>
      <TopBar />
      <main className="page-message" id="content">
        <EmptyState
          icon={<Lock size={22} aria-hidden />}
          title={words.forbiddenTitle}
          action={
            <Link className="ui-button ui-button-secondary" to="/operator">
              {words.toDesk}
            </Link>
          }
        >
          {words.forbiddenText}
        </EmptyState>
      </main>
    </>
  );
}
