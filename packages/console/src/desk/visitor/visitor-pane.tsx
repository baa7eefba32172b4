import { safeHref } from '@connective-chat/core/ui';
import { Ban, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Button, IconButton } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { DialogSummary, Talk, VisitorCard } from '../store/desk-state.types.ts';
import { SafeLink } from '../talk/rich-text.tsx';
import { SourceName } from '../talk/sources.tsx';
import { visitorName } from '../view/visitor-name.ts';
import { useFormats, useWords } from '../words/use-words.ts';

interface VisitorPaneProps {
  readonly id: string;
  readonly onBack: () => void;
  readonly onBan: () => void;
}

/** What is known of the visitor; everything in it is the word of a stranger, and shown as text. */
export function VisitorPane({ id, onBack, onBan }: VisitorPaneProps) {
  const { card: words, visitor: noName } = useWords();
  const summary = useDeskState(({ summaries }) => summaries.get(id));
  const talk = useDeskState(({ talks }) => talks.get(id));
  return (
    <section className="desk-visitor" aria-label={words.label}>
      <div className="desk-visitor-head">
        <h2>
          <bdi>{summary ? visitorName(summary, noName) : words.label}</bdi>
        </h2>
        <span className="desk-visitor-back">
          <IconButton size="small" label={words.close} icon={<X size={18} aria-hidden />} onPress={onBack} />
        </span>
      </div>
      {summary && talk?.visitor && <Card summary={summary} visitor={talk.visitor} talk={talk} onBan={onBan} />}
    </section>
  );
}

interface CardProps {
  readonly summary: DialogSummary;
  readonly visitor: VisitorCard;
  readonly talk: Talk;
  readonly onBan: () => void;
}

function Card({ summary, visitor, talk, onBan }: CardProps) {
  const { card: words, actions } = useWords();
  const formats = useFormats();
  const desk = useDesk();
  const { userId, page, meta, banned } = visitor;
  const place = [meta?.city, meta?.country && formats.name('region', meta.country)].filter(Boolean).join(', ');
  return (
    <>
      <p className="desk-online" data-online={visitor.online}>
        {visitor.online ? words.online : words.offline}
      </p>
      {banned && (
        <p className="desk-banned">
          <bdi>{words.banned(banned.by)}</bdi> · {formats.whole(banned.at)}
          {banned.reason && <span dir="auto">{banned.reason}</span>}
        </p>
      )}
      <dl className="desk-facts">
        {userId && (
          <Fact name={words.userId}>
            <bdi>{userId.value}</bdi>{' '}
            <span className="desk-mark" data-verified={userId.verified}>
              {userId.verified ? words.verified : words.claimed}
            </span>
          </Fact>
        )}
        {page && (
          <Fact name={words.page}>
            <Address url={page.url} text={page.title || page.url} />
          </Fact>
        )}
        {page?.referrer && (
          <Fact name={words.referrer}>
            <Address url={page.referrer} text={page.referrer} />
          </Fact>
        )}
        <Fact name={words.language}>
          <bdi>{formats.name('language', visitor.locale)}</bdi>
        </Fact>
        {place && (
          <Fact name={words.place}>
            <bdi>{place}</bdi>
          </Fact>
        )}
        {meta?.address && (
          <Fact name={words.address}>
            <bdi>{meta.address}</bdi>
          </Fact>
        )}
        {summary.subject && (
          <Fact name={words.subject}>
            <bdi>{summary.subject}</bdi>
          </Fact>
        )}
        {summary.tags.length > 0 && (
          <Fact name={words.tags}>
            {summary.tags.map((tag) => (
              <bdi key={tag} className="desk-tag">
                {tag}
              </bdi>
            ))}
          </Fact>
        )}
        <Fact name={words.firstSeen}>{formats.whole(visitor.firstSeen)}</Fact>
        <Fact name={words.dialogs}>{words.dialogsCount(visitor.dialogs)}</Fact>
      </dl>
      <Params params={visitor.params} />
      <Knowledge messages={talk.messages} />
      <div className="desk-visitor-foot">
        {banned ? (
          <Button size="small" onPress={() => void desk.unban(summary.conversation)}>
            {actions.unban}
          </Button>
        ) : (
          <Button variant="ghost" size="small" icon={<Ban size={16} aria-hidden />} onPress={onBan}>
            {actions.ban}
          </Button>
        )}
      </div>
    </>
  );
}

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

/** What the card says in a place of its own already. */
const SAID = new Set(['page_url', 'page_title', 'referrer', 'language']);

function Params({ params }: { params: VisitorCard['params'] }) {
  const { card: words } = useWords();
  const entries = Object.entries(params).filter(([key]) => !SAID.has(key));
  return (
    <section>
      <h3>{words.params}</h3>
      {entries.length === 0 ? (
        <p className="desk-quiet">{words.noParams}</p>
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

/** Every article that an answer of this conversation rests on, once. */
function Knowledge({ messages }: Pick<Talk, 'messages'>) {
  const { card: words } = useWords();
  const sources = useMemo(() => {
    const all = messages.flatMap((message) => message.sources ?? []);
    return [...new Map(all.map((source) => [source.id, source])).values()];
  }, [messages]);
  if (sources.length === 0) return null;
  return (
    <section>
      <h3>{words.sources}</h3>
      <ul className="desk-knowledge">
        {sources.map((source) => (
          <li key={source.id}>
            <SourceName source={source} />
          </li>
        ))}
      </ul>
      <p className="desk-meta">{words.sourcesHint}</p>
    </section>
  );
}
