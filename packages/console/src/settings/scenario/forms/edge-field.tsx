import { useIntl } from 'react-intl';
import { Select } from '../../../ui/index.ts';

interface EdgeFieldProps {
  readonly label: string;
  readonly value: string | null;
  readonly ids: readonly string[];
  readonly isRequired?: boolean;
  readonly onChange: (value: string | null) => void;
}

/** The option for no target: no node has an empty id. */
const NOWHERE = '';

/** The target of an edge: one of the nodes, or none. */
export function EdgeField({ label, value, ids, isRequired = false, onChange }: EdgeFieldProps) {
  const { formatMessage: t } = useIntl();
  // A target that does not exist is still offered, so that the problem is visible.
  const dangling = value !== null && !ids.includes(value) ? [value] : [];
  return (
    <Select
      label={label}
      placeholder={t({ id: 'settings.scenario.chooseNode', defaultMessage: 'Choose a node' })}
      options={[
        ...(isRequired
          ? []
          : [{ id: NOWHERE, label: t({ id: 'settings.scenario.nowhere', defaultMessage: 'Nowhere' }) }]),
        ...[...dangling, ...ids].map((id) => ({ id, label: id })),
      ]}
      value={value ?? (isRequired ? null : NOWHERE)}
      onChange={(id) => onChange(id === NOWHERE ? null : id)}
    />
  );
}
