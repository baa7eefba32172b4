import { agentLogProblems, type LoggedMessage } from '../support/check-agent-log.ts';
import type { HistoryEntry } from './history.types.ts';

/** A turn of which two nodes lost hold is given up with an apology; the lease of the last one has to end first. */
const GIVE_UP_MS = 60_000;
/** The effects of a fault that has ended: a lease of 10 s, and locks that end within 5 s. */
const AFTERMATH_MS = 15_000;
const MIN_FAULTS_TO_GIVE_UP = 2;

interface FinalLog {
  readonly conversation: string;
  readonly process: string;
  readonly kind: 'agent' | 'desk';
  readonly items: readonly (LoggedMessage & { readonly from: { readonly kind: string; readonly name?: string } })[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The operations of one process and cid, or whatever else makes them one: the entries with the same key. */
function group<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const known = groups.get(key);
    if (known) known.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** Every acknowledged send is in the log, once, where it was acknowledged, and in the order of its sender. */
function sendProblems(sends: readonly HistoryEntry[], logs: readonly FinalLog[]): string[] {
  const problems: string[] = [];
  for (const [key, entries] of group(sends, ({ process, value }) => `${process} ${value.cid}`)) {
    const { process, value } = entries[0] as HistoryEntry;
    const items = logs.find(({ conversation }) => conversation === value.conversation)?.items;
    if (!items) {
      problems.push(`${process}: the log of ${value.conversation} was never read`);
      continue;
    }
    const found = items.filter(
      ({ cid, body }) => cid === value.cid || (!cid && body.text === value.text && value.text),
    );
    const acks = entries.filter(({ type }) => type === 'ok');
    if (found.length > 1) problems.push(`doubled: ${key} stands ${found.length} times in the log`);
    if (acks.length > 0 && found.length === 0) problems.push(`lost: ${key} was acknowledged and is not in the log`);
    for (const ack of acks) {
      if (found.length === 1 && found[0]?.seq !== ack.value.seq) {
        problems.push(`moved: ${key} was acknowledged as ${ack.value.seq} and is ${found[0]?.seq}`);
      }
    }
    const isDecided = acks.length > 0 || entries.at(-1)?.type === 'fail';
    if (!isDecided) problems.push(`stranded: ${key} never ended, although the network had recovered`);
  }
  for (const [process, entries] of group(sends, (entry) => entry.process)) {
    const started = new Map<string, number>();
    const ended: { cid: string; conversation: string; begin: number; end: number; seq: number }[] = [];
    for (const { type, time, value } of entries) {
      if (type === 'invoke' && !started.has(value.cid)) started.set(value.cid, time);
      if (type === 'ok') {
        const { cid, conversation, seq } = value;
        ended.push({ cid, conversation, begin: started.get(cid) ?? time, end: time, seq });
      }
    }
    for (const a of ended) {
      for (const b of ended) {
        const isBefore = a.conversation === b.conversation && a.end < b.begin;
        if (isBefore && a.seq >= b.seq) {
          problems.push(
            `reordered: ${process} sent ${a.cid} before ${b.cid}, but their places are ${a.seq} and ${b.seq}`,
          );
        }
      }
    }
  }
  return problems;
}

/** The log has no hole, nobody else's sends, and what anybody has seen of it is still there. */
function logProblems(history: readonly HistoryEntry[], logs: readonly FinalLog[]): string[] {
  const problems: string[] = [];
  const cids = new Set(history.filter(({ f }) => f === 'send' || f === 'press').map(({ value }) => value.cid));
  for (const { conversation, items } of logs) {
    if (items.some(({ seq }, index) => seq !== index + 1)) problems.push(`${conversation}: the log has a hole`);
    for (const { cid, seq } of items) {
      if (cid && !cids.has(cid)) problems.push(`${conversation}: nobody sent message ${seq}`);
    }
  }
  for (const { f, value } of history) {
    if (f !== 'seen') continue;
    const items = logs.find(({ conversation }) => conversation === value.conversation)?.items ?? [];
    const now = items.find(({ seq }) => seq === value.seq)?.id;
    if (now !== value.id)
      problems.push(`changed: message ${value.seq} of ${value.conversation} was seen and is ${now}`);
  }
  return problems;
}

/** At each place of the log a dialog has one owner, and no two operators were told that they own it at the same time. */
function ownerProblems(history: readonly HistoryEntry[], logs: readonly FinalLog[]): string[] {
  const problems: string[] = [];
  for (const { conversation, items } of logs) {
    let owner: string | null = null;
    for (const { seq, from, body } of items) {
      const { event, text = '' } = body as { event?: string; text?: string };
      if (event === 'operator_connected') {
        const joined = /^\S+/.exec(text)?.[0] ?? '';
        if (owner !== null) problems.push(`owned twice: ${joined} got ${conversation} at ${seq}, which ${owner} owned`);
        owner = joined;
      } else if (event === 'operator_left' || event === 'queued' || event === 'closed') owner = null;
      else if (from.kind === 'operator' && from.name !== owner) {
        problems.push(
          `owned twice: ${from.name} wrote message ${seq} of ${conversation}, which ${owner ?? 'nobody'} owned`,
        );
      }
    }
  }
  const takes = history.filter(({ f, type }) => f === 'take' && type === 'ok');
  for (const [key, acks] of group(takes, ({ value }) => `${value.conversation} at revision ${value.rev}`)) {
    const owners = [...new Set(acks.map(({ value }) => value.owner))];
    if (owners.length > 1) problems.push(`owned twice: ${key} was given to ${owners.join(' and ')}`);
  }
  return problems;
}

/** Times during which a fault, or what it left behind, may have an effect. */
function faultsOf(history: readonly HistoryEntry[]): { from: number; to: number }[] {
  const nemesis = history.filter(({ process }) => process === 'nemesis');
  return nemesis
    .filter(({ type, f }) => type === 'invoke' && f !== 'cut-clients')
    .map((begin) => {
      const end = nemesis.find(({ index, f, type, value }) => {
        const isSame = f === begin.f && isRecord(value) && value.node === begin.value.node;
        return index > begin.index && type !== 'invoke' && isSame;
      });
      return { from: begin.time, to: (end?.time ?? begin.time) + AFTERMATH_MS };
    });
}

/** Each turn ran once: it has one answer, and each of its calls was made once. */
function turnProblems(history: readonly HistoryEntry[], logs: readonly FinalLog[]): string[] {
  const faults = faultsOf(history);
  const toolCalls = history
    .filter(({ process, type }) => process === 'tool' && type === 'invoke')
    .map(({ time: at, f, value }) => ({ at, tool: f as 'find' | 'change', number: value.number, key: value.key }));
  const finishedAt = new Map<string, number>();
  for (const { process, f, time, value } of history) {
    if (process === 'model' && f === 'result' && !finishedAt.has(value.number)) finishedAt.set(value.number, time);
  }
  const seenAt = new Map<string, number>();
  const askedAt = new Map<string, number>();
  for (const { f, time, type, value } of history) {
    if (f === 'draft' && !seenAt.has(value.number)) seenAt.set(value.number, time);
    if (f === 'send' && type === 'invoke' && !askedAt.has(value.number)) askedAt.set(value.number, time);
  }
  const during = (from: number, to: number) => faults.filter((fault) => fault.from <= to && fault.to >= from);
  return logs
    .filter(({ kind }) => kind === 'agent')
    .flatMap(({ process, items }) =>
      agentLogProblems(items, {
        services: { toolCalls, finishedAt },
        isDisturbed: (from, to) => during(from, to).length > 0,
        mayGiveUp(number) {
          const asked = askedAt.get(number) ?? 0;
          return during(asked, asked + GIVE_UP_MS).length >= MIN_FAULTS_TO_GIVE_UP;
        },
        seenAt,
      }).map((problem) => `turn of ${process}: ${problem}`),
    );
}

/** Reads nothing but the history. @returns what contradicts the guarantees; empty if they held */
export function checkHistory(history: readonly HistoryEntry[]): string[] {
  const logs = history.filter(({ f, type }) => f === 'log' && type === 'ok').map(({ value }) => value as FinalLog);
  const sends = history.filter(({ f }) => f === 'send');
  if (sends.length === 0 || logs.length === 0) return ['the history is empty: it has no sends, or no final logs'];
  return [
    ...sendProblems(sends, logs),
    ...logProblems(history, logs),
    ...ownerProblems(history, logs),
    ...turnProblems(history, logs),
  ];
}

/** How many sends were refused while the disk was full, so that a full disk that nobody noticed is seen. */
function countRefusedOnFullDisk(history: readonly HistoryEntry[]): number {
  let isFull = false;
  let refused = 0;
  for (const { f, type, value } of history) {
    if (f === 'full-disk') isFull = type === 'invoke';
    if (isFull && f === 'send' && value.code === 'UNAVAILABLE') refused += 1;
  }
  return refused;
}

/** How much a history contains, so that an empty success is noticed. */
export function summarize(history: readonly HistoryEntry[]): Record<string, number> {
  const count = (fits: (entry: HistoryEntry) => boolean) => history.filter(fits).length;
  return {
    entries: history.length,
    'sends acknowledged': count(({ f, type }) => f === 'send' && type === 'ok'),
    'sends with an unknown result': count(({ f, type }) => f === 'send' && type === 'info'),
    'messages in the logs': history.reduce(
      (sum, { f, type, value }) => (f === 'log' && type === 'ok' ? sum + value.items.length : sum),
      0,
    ),
    'messages seen': count(({ f }) => f === 'seen'),
    'dialogs taken': count(({ f, type }) => f === 'take' && type === 'ok'),
    'takes refused': count(({ f, type }) => f === 'take' && type === 'fail'),
    'stops and presses': count(({ f, type }) => (f === 'stop' || f === 'press') && type === 'ok'),
    'calls of tools': count(({ process, type }) => process === 'tool' && type === 'invoke'),
    'sends refused while the disk was full': countRefusedOnFullDisk(history),
    faults: count(({ process, type }) => process === 'nemesis' && type === 'invoke'),
  };
}
