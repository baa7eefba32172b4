import { TEST_CHAT_PARAM } from '@connective-chat/contracts/embed';
import { safeHref } from '@connective-chat/core/ui';
import { Ban, ShieldBan, X } from 'lucide-react';
import { memo, type ReactNode, useMemo } from 'react';
import { useIntl } from 'react-intl';
import { Button, IconButton } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { VisitorCard } from '../store/desk-state.types.ts';
import { SafeLink } from '../talk/rich-text.tsx';
import { SourceName } from '../talk/sources.tsx';
import { type OpenDialog, useDialog } from '../use-dialog.ts';
import { useFormats } from '../view/use-formats.ts';
import { visitorName } from '../view/visitor-name.ts';

interface VisitorPaneProps {
  readonly id: string;
  readonly onBack: () => void;
  readonly onBan: () => void;
  readonly onBlockAddress: () => void;
}

/** What is known about the visitor; all of it is untrusted and shown as plain text. */
export function VisitorPane({ id, onBack, ...actions }: VisitorPaneProps) {
  const { formatMessage: t } = useIntl();
  const summary = useDialog(id);
  const visitor = useDeskState(({ talks }) => talks.get(id)?.visitor);
  return (
    <section className="desk-visitor" aria-label={t({ id: 'desk.card.label', defaultMessage: 'Visitor' })}>
      <div className="desk-visitor-head">
        <h2>
          <bdi>
            {summary
              ? visitorName(summary, t({ id: 'desk.visitor', defaultMessage: 'Visitor' }))
              : t({ id: 'desk.card.label', defaultMessage: 'Visitor' })}
          </bdi>
        </h2>
        <span className="desk-visitor-back">
          <IconButton
            size="small"
            label={t({ id: 'desk.card.close', defaultMessage: 'Close' })}
            icon={<X size={18} aria-hidden />}
            onPress={onBack}
          />
        </span>
      </div>
      {summary && visitor && <Card summary={summary} visitor={visitor} {...actions} />}
    </section>
  );
}

interface CardProps {
  readonly summary: OpenDialog;
  readonly visitor: VisitorCard;
  readonly onBan: () => void;
  readonly onBlockAddress: () => void;
}

const Card = memo(({ summary, visitor, onBan, onBlockAddress }: CardProps) => {
  const { formatMessage: t } = useIntl();
  const formats = useFormats();
  const desk = useDesk();
  const bot = useDeskState(({ bots }) => bots.find(({ id }) => id === summary.botId));
  const { userId, page, meta, banned } = visitor;
  const place = [meta?.city, meta?.country && formats.name('region', meta.country)].filter(Boolean).join(', ');
  return (
    <>
      <p className="desk-online" data-online={visitor.online}>
        {visitor.online
          ? t({ id: 'desk.card.online', defaultMessage: 'On the site now' })
          : t({ id: 'desk.card.offline', defaultMessage: 'Not on the site' })}
      </p>
      {banned && (
        <p className="desk-banned">
          <bdi>{t({ id: 'desk.card.banned', defaultMessage: 'Banned by {by}' }, { by: banned.by })}</bdi> ·{' '}
          {formats.whole(banned.at)}
          {banned.reason && <span dir="auto">{banned.reason}</span>}
        </p>
      )}
      <dl className="desk-facts">
        {bot && (
          <Fact name={t({ id: 'desk.talk.bot', defaultMessage: 'Bot' })}>
            <bdi>{bot.title}</bdi>
          </Fact>
        )}
        {userId && (
          <Fact name={t({ id: 'desk.card.userId', defaultMessage: 'User' })}>
            <bdi>{userId.value}</bdi>{' '}
            <span className="desk-mark" data-verified={userId.verified}>
              {userId.verified
                ? t({ id: 'desk.card.verified', defaultMessage: 'verified' })
                : t({ id: 'desk.card.claimed', defaultMessage: 'not verified' })}
            </span>
          </Fact>
        )}
        {page && (
          <Fact name={t({ id: 'desk.card.page', defaultMessage: 'Page' })}>
            <Address url={page.url} text={page.title || page.url} />
          </Fact>
        )}
        {page?.referrer && (
          <Fact name={t({ id: 'desk.card.referrer', defaultMessage: 'Came from' })}>
            <Address url={page.referrer} text={page.referrer} />
          </Fact>
        )}
        <Fact name={t({ id: 'desk.card.language', defaultMessage: 'Language' })}>
          <bdi>{formats.name('language', visitor.locale)}</bdi>
        </Fact>
        {place && (
          <Fact name={t({ id: 'desk.card.place', defaultMessage: 'Place' })}>
            <bdi>{place}</bdi>
          </Fact>
        )}
        {meta?.address && (
          <Fact name={t({ id: 'desk.card.address', defaultMessage: 'Address' })}>
            <bdi>{meta.address}</bdi>
          </Fact>
        )}
        {summary.subject && (
          <Fact name={t({ id: 'desk.card.subject', defaultMessage: 'Subject' })}>
            <bdi>{summary.subject}</bdi>
          </Fact>
        )}
        {summary.tags.length > 0 && (
          <Fact name={t({ id: 'desk.card.tags', defaultMessage: 'Tags' })}>
            {summary.tags.map((tag) => (
              <bdi key={tag} className="desk-tag">
                {tag}
              </bdi>
            ))}
          </Fact>
        )}
        <Fact name={t({ id: 'desk.card.firstSeen', defaultMessage: 'First seen' })}>
          {formats.whole(visitor.firstSeen)}
        </Fact>
        <Fact name={t({ id: 'desk.card.dialogs', defaultMessage: 'Dialogs' })}>
          {t(
            {
              id: 'desk.card.dialogsCount',
              defaultMessage: '{count, plural, one {This is the first} other {#, with this one}}',
            },
            { count: visitor.dialogs },
          )}
        </Fact>
      </dl>
      <Params params={visitor.params} />
      <Knowledge conversation={summary.conversation} />
      <div className="desk-visitor-foot">
        {banned ? (
          <Button size="small" onPress={() => void desk.unban(summary.conversation)}>
            {t({ id: 'desk.actions.unban', defaultMessage: 'Lift the ban' })}
          </Button>
        ) : (
          <Button variant="ghost" size="small" icon={<Ban size={16} aria-hidden />} onPress={onBan}>
            {t({ id: 'desk.actions.ban', defaultMessage: 'Ban the visitor' })}
          </Button>
        )}
        {(visitor.online || meta?.address) && (
          <Button variant="ghost" size="small" icon={<ShieldBan size={16} aria-hidden />} onPress={onBlockAddress}>
            {t({ id: 'desk.actions.blockAddress', defaultMessage: 'Block the address' })}
          </Button>
        )}
      </div>
    </>
  );
});

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Address({ url, text }: { url: string; text: string }) {
  const href = safeHref(url);
  return <bdi title={url}>{href ? <SafeLink href={href}>{text}</SafeLink> : text}</bdi>;
}

/** Parameters that the desk shows elsewhere. */
const SHOWN_ELSEWHERE = new Set(['page_url', 'page_title', 'referrer', 'language', TEST_CHAT_PARAM]);

function Params({ params }: { params: VisitorCard['params'] }) {
  const { formatMessage: t } = useIntl();
  const entries = Object.entries(params).filter(([key]) => !SHOWN_ELSEWHERE.has(key));
  return (
    <section>
      <h3>{t({ id: 'desk.card.params', defaultMessage: 'Parameters of the site' })}</h3>
      {entries.length === 0 ? (
        <p className="desk-quiet">{t({ id: 'desk.card.noParams', defaultMessage: 'The site has given none.' })}</p>
      ) : (
        <dl className="desk-facts desk-params">
          {entries.map(([key, value]) => (
            <Fact key={key} name={key}>
              <bdi>{String(value)}</bdi>
            </Fact>
          ))}
        </dl>
      )}
    </section>
  );
}

/** The distinct sources of all answers of this conversation. */
function Knowledge({ conversation }: { conversation: string }) {
  const { formatMessage: t } = useIntl();
  const messages = useDeskState(({ talks }) => talks.get(conversation)?.messages);
  const sources = useMemo(() => {
    const all = (messages ?? []).flatMap((message) => message.sources ?? []);
    return [...new Map(all.map((source) => [source.id, source])).values()];
  }, [messages]);
  if (sources.length === 0) return null;
  return (
    <section>
      <h3>{t({ id: 'desk.card.sources', defaultMessage: 'Knowledge behind the answers' })}</h3>
      <ul className="desk-knowledge">
        {sources.map((source) => (
          <li key={source.id}>
            <SourceName source={source} />
          </li>
        ))}
      </ul>
      <p className="desk-meta">{t({ id: 'desk.card.sourcesHint', defaultMessage: 'Only operators see this.' })}</p>
    </section>
  );
}
