import type { AuditEntry } from '@connective-chat/contracts/admin';
import { useIntl } from 'react-intl';
import { useTimeFormat } from '../use-time-format.ts';

const written = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** An entry of the audit log. */
export function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const { formatMessage: t } = useIntl();
  const formatTime = useTimeFormat();
  return (
    <tr>
      <td className="nowrap">
        <time dateTime={entry.at}>{formatTime(entry.at)}</time>
      </td>
      <td>{entry.actor?.login ?? t({ id: 'settings.audit.server', defaultMessage: 'server' })}</td>
      <td>
        <code>{entry.action}</code>
      </td>
      <td>{entry.target ? `${entry.target.kind} ${entry.target.id}` : ''}</td>
      <td className="audit-detail">
        {Object.entries(entry.detail).map(([key, value]) => (
          <span key={key}>
            {key}: {written(value)}
          </span>
        ))}
      </td>
    </tr>
  );
}
