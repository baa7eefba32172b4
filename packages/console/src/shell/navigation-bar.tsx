import { useNavigation } from 'react-router';
import { Progress } from '../ui/index.ts';
import { useShellWords } from './words/use-shell-words.ts';

/** A bar along the top while the next page is on its way. */
export function NavigationBar() {
  const words = useShellWords();
  const { state } = useNavigation();
  if (state === 'idle') return null;
  return (
    <div className="navigation-bar">
      <Progress label={words.loading} />
    </div>
  );
}
