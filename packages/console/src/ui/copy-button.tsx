import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  readonly copied: string;
  readonly failed: string;
}

const STANDS_MS = 2000;

/** Copies a text and reports the result, also to screen readers. */
export function CopyButton({ text, label, copied, failed }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), STANDS_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const says = { idle: label, copied, failed }[state];
  return (
    <>
      <Button
        size="small"
        icon={state === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        onPress={() => copy(text).then(setState)}
      >
        {says}
      </Button>
      <span className="ui-hidden" role="status">
        {state === 'idle' ? '' : says}
      </span>
    </>
  );
}

const copy = (text: string): Promise<'copied' | 'failed'> =>
  // Undefined outside of secure contexts.
  (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
    () => 'copied',
    () => 'failed',
  );
