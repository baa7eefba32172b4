import { useEffect, useRef, useState } from 'react';
import type { PreviewMessage } from './preview-message.ts';

interface PreviewFrameProps extends Omit<PreviewMessage, 'type'> {
  readonly title: string;
}

/** A running widget in an iframe, isolated from this page. */
export function PreviewFrame({ title, ...shown }: PreviewFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(shown);
  const [reloads, setReloads] = useState(0);
  const send = useRef(() => {
    const message: PreviewMessage = { type: 'preview', ...latest.current };
    frame.current?.contentWindow?.postMessage(message, location.origin);
  });

  useEffect(() => {
    const onMessage = ({ source, origin, data }: MessageEvent) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      if (data?.type === 'preview-ready') send.current();
      if (data?.type === 'preview-reload') setReloads((count) => count + 1);
    };
    window.addEventListener('message', onMessage);
    return () => window.removeEventListener('message', onMessage);
  }, []);

  const json = JSON.stringify(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: posted when the content differs, not when the object does
  useEffect(() => {
    latest.current = shown;
    send.current();
  }, [json]);

  return <iframe key={reloads} ref={frame} className="preview-frame" src="/pages/preview" title={title} />;
}
