import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';

interface ToastAction {
  readonly label: string;
  readonly onPress: () => void;
}

interface ToastText {
  readonly kind: 'info' | 'success' | 'error';
  readonly text: string;
  readonly action?: ToastAction | undefined;
}

const ICONS = { info: Info, success: CircleCheck, error: CircleAlert };

const STANDS_MS = 6000;
const queue = new ToastQueue<ToastText>({ maxVisibleToasts: 3 });

/** Shows a message for a few seconds. Anything that must be read belongs in the page instead. */
export const toast = {
  /** An event elsewhere, with an optional action that leads to it. */
  info: (text: string, action?: ToastAction): void =>
    void queue.add({ kind: 'info', text, action }, { timeout: STANDS_MS }),
  success: (text: string): void => void queue.add({ kind: 'success', text }, { timeout: STANDS_MS }),
  error: (text: string): void => void queue.add({ kind: 'error', text }, { timeout: STANDS_MS * 2 }),
};

/** The region in which toasts appear; mounted once. */
export const Toasts = ({ label, dismiss }: { readonly label: string; readonly dismiss: string }) => (
  <ToastRegion queue={queue} className="ui-toasts" aria-label={label}>
    {({ toast: item }) => {
      const { kind, text, action } = item.content;
      const Icon = ICONS[kind];
      return (
        <Toast toast={item} className={`ui-toast ui-toast-${kind}`}>
          <Icon size={18} aria-hidden />
          <ToastContent className="ui-toast-text">
            <Text slot="title">{text}</Text>
          </ToastContent>
          {action && (
            <Button
              className="ui-button ui-button-secondary ui-button-small"
              onPress={() => {
                action.onPress();
                queue.close(item.key);
              }}
            >
              {action.label}
            </Button>
          )}
          <Button
            slot="close"
            className="ui-button ui-button-ghost ui-button-icon ui-button-small"
            aria-label={dismiss}
          >
            <X size={16} aria-hidden />
          </Button>
        </Toast>
      );
    }}
  </ToastRegion>
);
