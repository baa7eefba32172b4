import type { Body, Operator, Params, ThinkingStep, WireOverdue } from '@connective-chat/core/protocol';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Transcript } from './transcript.ts';
import type { TurnInput } from './turn-input.ts';

/** A JSON column: read as a value, written as text, so that both drivers treat arrays and strings alike. */
type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null, string | null>;
type Time = ColumnType<Date, Date | string, Date | string>;
type NullableTime = ColumnType<Date | null, Date | string | null, Date | string | null>;

/** The location of a visitor, as determined from the connection. */
export interface VisitorMeta {
  readonly address?: string;
  readonly country?: string;
  readonly city?: string;
}

export interface Ban {
  readonly at: string;
  /** The name of the operator. */
  readonly by: string;
  readonly reason: string | null;
}

/** A source of an agent's answer. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly url?: string | undefined;
}

/** The position at which a scenario waits for the visitor. */
export interface Position {
  readonly node: string;
  /** The number of invalid answers so far. */
  readonly attempts: number;
  /** When the wait ends; ISO 8601 in UTC. */
  readonly until?: string;
  /** Set while operators have the dialog; the scenario continues when it gets it back. */
  readonly with?: 'operator';
  /** Set while an agent waits for the visitor's approval. */
  readonly approval?: {
    /** The id of the turn that keeps the agent's transcript. */
    readonly turn: number;
  };
}

/** The text that an agent has written so far, and the id that its message gets. */
export interface StoredDraft {
  readonly id: string;
  readonly text: string;
}

export type DialogStatus = 'bot' | 'queued' | 'operator' | 'closed';
/** `abandoned`: it has crashed its process too often. */
export type TurnState = 'pending' | 'done' | 'failed' | 'cancelled' | 'abandoned';

export interface Database {
  store: { key: string; value: string };
  accounts: {
    id: string;
    login: string;
    name: string;
    avatar: string | null;
    role: 'admin' | 'operator';
    password_hash: string;
    must_change_password: boolean;
    disabled: Generated<boolean>;
    /** Gets no new dialogs assigned. */
    away: Generated<boolean>;
    created_at: Time;
    last_login_at: NullableTime;
  };
  account_tokens: { hash: string; account_id: string; created_at: Time; expires_at: Time };
  audit: {
    id: Generated<number>;
    at: Time;
    actor_id: string | null;
    actor_login: string | null;
    action: string;
    target_kind: string | null;
    target_id: string | null;
    detail: Json<Record<string, unknown>>;
  };
  bots: {
    id: string;
    settings: Json<unknown>;
    /** The published scenario: that of `version`. */
    scenario: Json<unknown>;
    version: Generated<number>;
    /** Incremented with each change of the settings. */
    rev: Generated<number>;
    /** The digest of the last applied definition in code. */
    defined: string | null;
    draft: Json<unknown>;
    draft_rev: Generated<number>;
    draft_at: Time;
    draft_by: string | null;
    icon: ColumnType<Uint8Array | null, Buffer | null | undefined, Buffer | null>;
    icon_mime: string | null;
    icon_hash: string | null;
    /** The bot whose draft this one runs, for the test chat. */
    preview_of: string | null;
    updated_at: Time;
  };
  /** Origins that asked for a bot and may not use it, for its settings. */
  refused_origins: { bot_id: string; origin: string; last_at: Time };
  scenario_versions: {
    bot_id: string;
    version: number;
    scenario: Json<unknown>;
    published_at: Time;
    published_by: string | null;
    note: string | null;
    restores: number | null;
  };
  canned_answers: {
    id: string;
    shortcut: string;
    title: string;
    text: string;
    bot_id: string | null;
    language: string | null;
    owner_id: string | null;
    updated_at: Time;
  };
  articles: {
    id: string;
    bot_id: string;
    language: string;
    title: string;
    body: string;
    url: string | null;
    search: ColumnType<string, never, never>;
  };
  visitors: {
    id: string;
    bot_id: string;
    secret_hash: string;
    user_id: string | null;
    locale: string;
    created_at: Time;
  };
  conversations: {
    id: string;
    bot_id: string;
    visitor_id: string;
    /** The seq of the last message. */
    head: Generated<number>;
    /** The rev of the last change of "agent thinking". */
    rev: Generated<number>;
    dialog_rev: Generated<number>;
    /** The number of the dialog in the conversation. */
    dialog: Generated<number>;
    /** Whether the greeting of this dialog was enqueued. */
    started: Generated<boolean>;
    status: Generated<DialogStatus>;
    operator_id: string | null;
    operator: NullableJson<Operator>;
    queue_position: number | null;
    queued_at: NullableTime;
    position: NullableJson<Position>;
    vars: Json<Record<string, string | number | boolean>>;
    params: Json<Params>;
    /** The version of the scenario whose node waits. */
    scenario_version: number | null;
    subject: string | null;
    tags: ColumnType<readonly string[], string | undefined, string>;
    /** The visitor's location, if the embed requests it. */
    meta: NullableJson<VisitorMeta>;
    /** From the test chat or a preview of the Widget Demo: kept apart from the visitors at the desk. */
    test: Generated<boolean>;
    /** Set if the operators have banned the visitor. */
    banned: NullableJson<Ban>;
    /** The time of the last message, or of the creation of the conversation. */
    last_at: Time;
    locale: Generated<string>;
    read_visitor: Generated<number>;
    read_operator: Generated<number>;
    created_at: Time;
  };
  messages: {
    id: string;
    conversation_id: string;
    seq: number;
    cid: string | null;
    digest: string | null;
    sender_kind: 'visitor' | 'bot' | 'operator' | 'system';
    sender_id: string | null;
    sender_name: string | null;
    body: Json<Body>;
    turn: number | null;
    rev: number;
    dialog: number;
    /** The node that sent it, used to find its buttons. */
    node: string | null;
    /** The seq of the message that answered its buttons. */
    answered_by: number | null;
    /** The sources of an agent's answer. */
    sources: NullableJson<readonly Source[]>;
    /** The steps of the agent for the answer. */
    stages: NullableJson<readonly ThinkingStep[]>;
    at: Time;
    /** When an operator last corrected the text. */
    edited: NullableTime;
    /** Whether the visitor stopped this answer. */
    stopped: Generated<boolean>;
    /** Whether it is the answer of an agent, which the visitor can rate. */
    agent: Generated<boolean>;
    /** Whether the visitor receives the sources too. */
    sources_shown: Generated<boolean>;
    /** The visitor's rating; null if there is none, or if it was withdrawn. */
    feedback: 'up' | 'down' | null;
    feedback_reason: string | null;
    /** How often the rating was changed. */
    feedback_rev: Generated<number>;
    feedback_at: NullableTime;
  };
  files: {
    id: string;
    conversation_id: string;
    bot_id: string;
    name: string;
    /** The announced type until the bytes are stored, then the detected type. */
    mime: string;
    size: number;
    /** Null once the token was used. */
    token_hash: string | null;
    token_until: Time;
    content: ColumnType<Uint8Array | null, Buffer | null, Buffer | null>;
    /** Whether a message refers to it. */
    sent: Generated<boolean>;
    /** The operator who uploads it; null for the visitor. */
    operator_id: string | null;
    created_at: Time;
  };
  thinking: {
    conversation_id: string;
    turn_id: number;
    turn: number | null;
    rev: number;
    text: string;
    stage: string | null;
    ttl_ms: number;
    deadline: Time;
    /** What is shown after the deadline; null if thinking is renewed while the node works. */
    overdue: NullableJson<WireOverdue>;
  };
  turns: {
    id: Generated<number>;
    conversation_id: string;
    /** Identifies the cause, unique in the conversation. */
    key: string;
    /** The seq of the visitor's message that caused it. */
    seq: number | null;
    input: Json<TurnInput>;
    params: Json<Params>;
    locale: string;
    state: Generated<TurnState>;
    step: Generated<number>;
    /** The node to run next; null before the first step. */
    node: string | null;
    /** The version of the scenario that it runs; null before the first step. */
    scenario_version: number | null;
    claimed_by: string | null;
    lease_until: NullableTime;
    /** The number of processes that ended while running its current step. */
    attempts: Generated<number>;
    /** The stages of agents that are not stored with a message yet. */
    stages: ColumnType<readonly ThinkingStep[], string | undefined, string>;
    /** `requested`: the current step has to be stopped. `done`: an earlier step was stopped. */
    stop: 'requested' | 'done' | null;
    /** The text so far of the agent of the current step, stored every few seconds. */
    draft: NullableJson<StoredDraft>;
    /** What the agent of the current step has done with its tools. It stays while the agent waits for an approval. */
    transcript: NullableJson<Transcript>;
    created_at: Time;
  };
  operator_presence: { operator_id: string; node: string; until: Time };
}

export type ConversationRow = Selectable<Database['conversations']>;
export type MessageRow = Selectable<Database['messages']>;
export type TurnRow = Selectable<Database['turns']>;
export type ThinkingRow = Selectable<Database['thinking']>;
