import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table accounts (
    id text primary key,
    login text not null,
    name text not null,
    avatar text,
    role text not null,
    password_hash text not null,
    must_change_password boolean not null,
    disabled boolean not null default false,
    away boolean not null default false,
    created_at timestamptz not null,
    last_login_at timestamptz
  )`,
  `create unique index accounts_login on accounts (lower(login))`,
  // Only the hash of a token, so that reading the database does not allow logging in.
  `create table account_tokens (
    hash text primary key,
    account_id text not null references accounts(id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index account_tokens_account on account_tokens (account_id)`,
  // Without foreign keys, so that entries survive the deletion of the account or the bot.
  `create table audit (
    id bigint primary key generated always as identity,
    at timestamptz not null,
    actor_id text,
    actor_login text,
    action text not null,
    target_kind text,
    target_id text,
    detail jsonb not null
  )`,
  `create index audit_target on audit (target_id, id)`,

  `alter table bots
    add column rev integer not null default 1,
    add column defined text,
    add column version integer not null default 1,
    add column draft jsonb,
    add column draft_rev integer not null default 1,
    add column draft_at timestamptz,
    add column draft_by text,
    add column icon bytea,
    add column icon_mime text,
    add column icon_hash text,
    add column preview_of text references bots(id) on delete cascade`,
  `update bots set draft = scenario, draft_at = updated_at`,
  `alter table bots alter column draft set not null, alter column draft_at set not null`,
  `create unique index bots_preview on bots (preview_of) where preview_of is not null`,
  `create table scenario_versions (
    bot_id text not null references bots(id) on delete cascade,
    version integer not null,
    scenario jsonb not null,
    published_at timestamptz not null,
    published_by text,
    note text,
    restores integer,
    primary key (bot_id, version)
  )`,
  `insert into scenario_versions (bot_id, version, scenario, published_at)
    select id, version, scenario, updated_at from bots`,
  // The version in which a dialog waits for the visitor.
  `alter table conversations
    add column scenario_version integer,
    add column subject text,
    add column tags jsonb not null default '[]',
    add column meta jsonb,
    add column banned jsonb,
    add column last_at timestamptz`,
  `update conversations set last_at =
    coalesce((select max(at) from messages where conversation_id = conversations.id), created_at)`,
  `alter table conversations alter column last_at set not null`,
  `alter table turns add column scenario_version integer`,

  `alter table messages add column sources jsonb`,
  `create index messages_search on messages using gin
    (to_tsvector('simple', coalesce(body->>'text', body->>'label', body->>'name', ''))) where sender_kind <> 'system'`,
  `alter table files add column operator_id text`,
  `create table canned_answers (
    id text primary key,
    shortcut text not null,
    title text not null,
    text text not null,
    bot_id text references bots(id) on delete cascade,
    language text,
    owner_id text references accounts(id) on delete cascade,
    updated_at timestamptz not null
  )`,
];

export const administration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
