import { CircleAlert, CircleCheck, X } from 'lucide-react';
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';

interface ToastText {
  readonly kind: 'success' | 'error';
  readonly text: string;
}

const STANDS_MS = 6000;
const queue = new ToastQueue<ToastText>({ maxVisibleToasts: 3 });

/** Says what has been done. It goes by itself: what has to be read stands in the page. */
export const toast = {
  success: (text: string): void => void queue.add({ kind: 'success', text }, { timeout: STANDS_MS }),
  error: (text: string): void => void queue.add({ kind: 'error', text }, { timeout: STANDS_MS * 2 }),
};

/** Where toasts appear: once in a page. */
export const Toasts = ({ label, dismiss }: { readonly label: string; readonly dismiss: string }) => (
  <ToastRegion queue={queue} className="ui-toasts" aria-label={label}>
    {({ toast: item }) => (
      <Toast toast={item} className={`ui-toast ui-toast-${item.content.kind}`}>
        {item.content.kind === 'success' ? (
          <CircleCheck size={18} aria-hidden />
        ) : (
          <CircleAlert size={18} aria-hidden />
        )}
        <ToastContent className="ui-toast-text">
          <Text slot="title">{item.content.text}</Text>
        </ToastContent>
        <Button slot="close" className="ui-button ui-button-ghost ui-button-icon ui-button-small" aria-label={dismiss}>
          <X size={16} aria-hidden />
        </Button>
      </Toast>
    )}
  </ToastRegion>
);
