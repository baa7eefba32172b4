import { DialogRow } from './dialog-row.tsx';

interface DialogListProps {
  readonly label: string;
  readonly ids: readonly string[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

export const DialogList = ({ label, ids, selected, onSelect }: DialogListProps) => (
  <ul className="desk-rows" aria-label={label}>
    {ids.map((id) => (
      <DialogRow key={id} id={id} isSelected={id === selected} onSelect={onSelect} />
    ))}
  </ul>
);
