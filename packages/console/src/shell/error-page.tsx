import { TriangleAlert } from 'lucide-react';
import { useRouteError } from 'react-router';
import { Button, EmptyState } from '../ui/index.ts';
import { useShellWords } from './words/use-shell-words.ts';

/** A page that has thrown. What it was about is said in the console, for whoever is asked for help. */
export function ErrorPage() {
  const words = useShellWords().errors;
  const error = useRouteError();
  console.error(error);
  return (
    <main className="page-message" role="alert">
      <EmptyState
        icon={<TriangleAlert size={22} aria-hidden />}
        title={words.title}
        action={
          <Button variant="primary" onPress={() => location.reload()}>
            {words.reload}
          </Button>
        }
      >
        {words.text}
      </EmptyState>
    </main>
  );
}
