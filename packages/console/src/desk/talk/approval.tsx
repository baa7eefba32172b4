import { type ApprovalState, getApprovalProps } from '@connective-chat/core/ui';
import { CircleCheck, CircleSlash, Clock } from 'lucide-react';
import { defineMessages, useIntl } from 'react-intl';
import { useFormats } from '../view/use-formats.ts';

const STATES = defineMessages({
  waiting: { id: 'desk.approval.waiting', defaultMessage: 'Waiting for the visitor' },
  approved: { id: 'desk.approval.approved', defaultMessage: 'The visitor approved' },
  declined: { id: 'desk.approval.declined', defaultMessage: 'The visitor declined' },
  expired: { id: 'desk.approval.expired', defaultMessage: 'Not answered, and no longer possible' },
});
const ICONS = { waiting: Clock, approved: CircleCheck, declined: CircleSlash, expired: CircleSlash } as const;

/** The approval that an agent has asked the visitor for, and its state. Only the visitor can answer. */
export function Approval({ approval }: { readonly approval: ApprovalState }) {
  const { formatMessage: t } = useIntl();
  const formats = useFormats();
  const { state, tool, items, answeredAt } = approval;
  const Icon = ICONS[state];
  return (
    <div className="desk-approval" {...getApprovalProps({ approval })}>
      <strong>
        <bdi>{tool}</bdi>
      </strong>
      {items.length > 0 && (
        <dl>
          {items.map(({ label, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
            <div key={index}>
              <dt>
                <bdi>{label}</bdi>
              </dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        <Icon size={14} aria-hidden />
        <span>{t(STATES[state])}</span>
        {answeredAt && (
          <time dateTime={answeredAt} title={formats.whole(answeredAt)}>
            · {formats.time(answeredAt)}
          </time>
        )}
      </p>
    </div>
  );
}
