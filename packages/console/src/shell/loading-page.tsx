import { Progress } from '../ui/index.ts';
import { useShellWords } from './words/use-shell-words.ts';

/** Before the first page is there. */
export function LoadingPage() {
  const words = useShellWords();
  return (
    <main className="navigation-bar">
      <Progress label={words.loading} />
    </main>
  );
}
