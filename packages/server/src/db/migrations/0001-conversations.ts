import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table store (key text primary key, value text not null)`,
  `create table bots (
    id text primary key,
    settings jsonb not null,
    scenario jsonb not null,
    updated_at timestamptz not null
  )`,
  // Articles are stemmed by their language. Postgres has no Ukrainian dictionary; `simple` does not stem.
  `create table articles (
    bot_id text not null references bots(id) on delete cascade,
    id text not null,
    language text not null,
    title text not null,
    body text not null,
    url text,
    search tsvector not null generated always as (
      case language
        when 'en' then setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
        when 'ru' then setweight(to_tsvector('russian', title), 'A') || setweight(to_tsvector('russian', body), 'B')
        else setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')
      end
    ) stored,
    primary key (bot_id, id)
  )`,
  `create index articles_search on articles using gin (search)`,
  `create table visitors (
    bot_id text not null references bots(id) on delete cascade,
    id text not null,
    secret_hash text not null,
    user_id text,
    locale text not null,
    created_at timestamptz not null,
    primary key (bot_id, id)
  )`,
  `create table conversations (
    id text primary key,
    bot_id text not null references bots(id) on delete cascade,
    visitor_id text not null,
    head integer not null default 0,
    rev integer not null default 0,
    dialog_rev integer not null default 1,
    dialog integer not null default 1,
    started boolean not null default false,
    status text not null default 'bot',
    operator_id text,
    queued_at timestamptz,
    position jsonb,
    vars jsonb not null,
    params jsonb not null,
    locale text not null default 'en',
    read_visitor integer not null default 0,
    read_operator integer not null default 0,
    created_at timestamptz not null,
    unique (bot_id, visitor_id)
  )`,
  `create table messages (
    id text primary key,
    conversation_id text not null references conversations(id) on delete cascade,
    seq integer not null,
    cid text,
    digest text,
    sender_kind text not null,
    sender_id text,
    sender_name text,
    body jsonb not null,
    turn integer,
    rev integer not null,
    dialog integer not null,
    node text,
    answered_by integer,
    at timestamptz not null,
    unique (conversation_id, seq)
  )`,
  // A cid is unique per sender. The bot's messages have none.
  `create unique index messages_cid on messages (conversation_id, sender_kind, coalesce(sender_id, ''), cid)
    where cid is not null`,
  `create table turns (
    id integer primary key generated always as identity,
    conversation_id text not null references conversations(id) on delete cascade,
    key text not null,
    seq integer,
    input jsonb not null,
    params jsonb not null,
    locale text not null,
    state text not null default 'pending',
    step integer not null default 0,
    node text,
    claimed_by text,
    lease_until timestamptz,
    created_at timestamptz not null,
    unique (conversation_id, key)
  )`,
  `create index turns_pending on turns (conversation_id, id) where state = 'pending'`,
  `create table thinking (
    conversation_id text primary key references conversations(id) on delete cascade,
    turn_id integer not null references turns(id) on delete cascade,
    turn integer,
    rev integer not null,
    text text not null,
    stage text,
    ttl_ms integer not null,
    deadline timestamptz not null
  )`,
];

export const conversations: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
