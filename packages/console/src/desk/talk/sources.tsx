import type { Source } from '@connective-chat/contracts/operator';
import { safeHref } from '@connective-chat/core/ui';
import { Fragment } from 'react';
import { useIntl } from 'react-intl';
import { SafeLink } from './rich-text.tsx';

/** The sources of an agent's answer. The visitor sees them only if the bot's settings say so. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  const { formatMessage: t } = useIntl();
  return (
    <p className="desk-sources">
      <span>{t({ id: 'desk.talk.sources', defaultMessage: 'Based on' })} </span>
      {sources.map((source, index) => (
        <Fragment key={source.id}>
          {index > 0 && ', '}
          <SourceName source={source} />
        </Fragment>
      ))}
    </p>
  );
}

/** The title of a source, as a link if it has one. */
export function SourceName({ source: { title, url } }: { source: Source }) {
  const href = safeHref(url ?? '');
  return <bdi>{href ? <SafeLink href={href}>{title}</SafeLink> : title}</bdi>;
}
