import { useIntl } from 'react-intl';
import { Button, Callout, Dialog } from '../../ui/index.ts';

interface DeleteNodeDialogProps {
  readonly id: string;
  /** The nodes with an edge to it. */
  readonly from: readonly string[];
  /** Whether the scenario falls back to it. */
  readonly isFallback: boolean;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Asks before a node is deleted, and names the nodes whose edges will lead nowhere. */
export function DeleteNodeDialog({ id, from, isFallback, onDelete, onClose }: DeleteNodeDialogProps) {
  const { formatMessage: t } = useIntl();
  return (
    <Dialog
      title={t({ id: 'settings.scenario.deleteTitle', defaultMessage: 'Delete {id}?' }, { id })}
      isAlert
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button variant="danger" onPress={onDelete}>
            {t({ id: 'settings.delete', defaultMessage: 'Delete' })}
          </Button>
        </>
      }
    >
      {isFallback && (
        <Callout kind="warning">
          {t({
            id: 'settings.scenario.deleteFallback',
            defaultMessage:
              'It is the fallback: what visitors write at any other time goes there. The draft cannot be published until another node is chosen under “Whole scenario”.',
          })}
        </Callout>
      )}
      <p>
        {from.length > 0
          ? t(
              {
                id: 'settings.scenario.deleteFrom',
                defaultMessage:
                  'These lead to it: {ids}. Each is shown as a problem until it leads to another node. What is live stays as it is.',
              },
              { ids: from.join(', ') },
            )
          : isFallback
            ? t({ id: 'settings.scenario.deleteLive', defaultMessage: 'What is live stays as it is.' })
            : t({
                id: 'settings.scenario.deleteAlone',
                defaultMessage: 'Nothing leads to it. What is live stays as it is.',
              })}
      </p>
    </Dialog>
  );
}
