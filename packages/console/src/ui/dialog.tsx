import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons; the last one is the main action. */
  readonly actions: ReactNode;
  /** A question that needs an answer: a press outside does not close it. */
  readonly isAlert?: boolean;
}

/** A modal dialog: it traps the focus, and Escape closes it. */
export const Dialog = ({ title, isOpen, onClose, children, actions, isAlert = false }: DialogProps) => (
  <ModalOverlay
    className="ui-overlay"
    isOpen={isOpen}
    isDismissable={!isAlert}
    onOpenChange={(open) => {
      if (!open) onClose();
    }}
  >
    <Modal className="ui-modal">
      <AriaDialog className="ui-dialog" role={isAlert ? 'alertdialog' : 'dialog'}>
        <Heading slot="title" className="ui-dialog-title">
          {title}
        </Heading>
        <div className="ui-dialog-body">{children}</div>
        <div className="ui-dialog-actions">{actions}</div>
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
