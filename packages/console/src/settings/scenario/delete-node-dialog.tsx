import { Button, Dialog } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';

interface DeleteNodeDialogProps {
  readonly id: string;
  /** The nodes that lead to it. */
  readonly from: readonly string[];
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Asks before a node is gone, and says whose ways will lead nowhere. */
export function DeleteNodeDialog({ id, from, onDelete, onClose }: DeleteNodeDialogProps) {
  const { scenario: words, cancel, delete: deleteWord } = useSettingsWords();
  return (
    <Dialog
      title={words.deleteTitle(id)}
      isAlert
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{cancel}</Button>
          <Button variant="danger" onPress={onDelete}>
            {deleteWord}
          </Button>
        </>
      }
    >
      <p>{from.length > 0 ? words.deleteFrom(from.join(', ')) : words.deleteAlone}</p>
    </Dialog>
  );
}
