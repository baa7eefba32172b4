import { useIntl } from 'react-intl';
import { Button, Dialog, toast } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';

interface BlockAddressDialogProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for confirmation before everybody at the address of a visitor is refused. */
export function BlockAddressDialog({ id, isOpen, onClose }: BlockAddressDialogProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const address = useDeskState(({ talks }) => talks.get(id)?.visitor?.meta?.address);
  const block = async () => {
    onClose();
    const { ok } = await desk.blockAddress(id);
    if (ok) toast.success(t({ id: 'desk.blockAddress.done', defaultMessage: 'The address is blocked.' }));
  };
  return (
    <Dialog
      title={t({ id: 'desk.blockAddress.title', defaultMessage: 'Block the address of this visitor?' })}
      isOpen={isOpen}
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button variant="danger" onPress={() => void block()}>
            {t({ id: 'desk.blockAddress.confirm', defaultMessage: 'Block' })}
          </Button>
        </>
      }
    >
      {address !== undefined && (
        <p>
          <code dir="ltr">{address}</code>
        </p>
      )}
      <p>
        {t({
          id: 'desk.blockAddress.text',
          defaultMessage:
            'Nobody who connects from there can use the chat of this bot any more; a company or a mobile network may share one address. An admin can lift it in the settings, under Domains.',
        })}
      </p>
    </Dialog>
  );
}
