import { sql } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { StoredDraft, TurnRow } from '../db/schema.ts';
import type { Transcript } from '../db/transcript.ts';
import type { Claim } from './turn-claims.ts';

/* What the agent of an unfinished turn has done: its text so far, and its transcript. */

interface RunningStep {
  readonly turnId: number;
  readonly step: number;
}

/** Changes a turn, if it is at this step and this process has it. */
const updateStep = (
  db: Db,
  claim: Claim,
  { turnId, step }: RunningStep,
  change: Partial<Record<'draft' | 'transcript', string>>,
) =>
  db
    .updateTable('turns')
    .set(change)
    .where('id', '=', turnId)
    .where('state', '=', 'pending')
    .where('step', '=', step)
    .where('claimed_by', '=', claim.by);

/** Stores the text so far of an agent, for a process that takes over the turn. */
export async function storeDraft(
  db: Db,
  claim: Claim,
  { draft, ...running }: RunningStep & { readonly draft: StoredDraft },
): Promise<void> {
  await updateStep(db, claim, running, { draft: toJson(draft) }).execute();
}

/**
 * Stores what the agent of a step has done with its tools.
 *
 * @returns false if this process no longer has the turn, and must not call a tool any more
 */
export async function storeTranscript(
  db: Db,
  claim: Claim,
  { transcript, ...running }: RunningStep & { readonly transcript: Transcript },
): Promise<boolean> {
  const changed = updateStep(db, claim, running, { transcript: toJson(transcript) });
  return (await changed.returning('id').executeTakeFirst()) !== undefined;
}

/** The transcript of a turn that ended with an approval; null if it is no longer kept. */
export async function findTranscript(db: Db, turnId: number): Promise<Transcript | null> {
  const row = await db.selectFrom('turns').select('transcript').where('id', '=', turnId).executeTakeFirst();
  return row?.transcript ?? null;
}

/** The last transcript of an agent in the earlier turns of the conversation, with an interrupt that nobody answered. */
export async function findAbandoned(
  db: Db,
  turn: Pick<TurnRow, 'id' | 'conversation_id'>,
  agent: string,
): Promise<Transcript | null> {
  const row = await db
    .selectFrom('turns')
    .select('transcript')
    .where('conversation_id', '=', turn.conversation_id)
    .where('id', '<', turn.id)
    .where('transcript', 'is not', null)
    .where(sql<boolean>`transcript -> 'interrupted' ->> 'agent' = ${agent}`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.transcript ?? null;
}

/** Deletes the transcripts of earlier turns, whose approvals can no longer be given. */
export async function dropTranscripts(db: Db, turn: Pick<TurnRow, 'id' | 'conversation_id'>): Promise<void> {
  await db
    .updateTable('turns')
    .set({ transcript: null })
    .where('conversation_id', '=', turn.conversation_id)
    .where('id', '<', turn.id)
    .where('transcript', 'is not', null)
    .execute();
}
