import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../ui/index.ts';
import { useShellWords } from './words/use-shell-words.ts';

/** That an address leads nowhere, inside a page or as one. */
export function NotFoundText() {
  const words = useShellWords().errors;
  return (
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
  );
}
