import { useEffect } from 'react';
import { useShellWords } from './words/use-shell-words.ts';

/** Names the tab after what it shows. */
export function useTitle(title: string): void {
  const { product } = useShellWords();
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
}
