import { describe, expect, it } from 'vitest';
import { MessageStore } from '../../src/conversation/message-store.ts';
import { Batch } from '../../src/lib/reactive.ts';
import type { Body } from '../../src/protocol/body.ts';
import type { WireMessage } from '../../src/protocol/entities.ts';

const wire = (
  seq: number,
  body: Partial<Body> & { type: Body['type'] } = { type: 'text' },
  extra = {},
): WireMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: 'bot' },
  at: '2026-01-01T00:00:00.000Z',
  body: { ...(body.type === 'text' ? { text: `t${seq}`, format: 'plain' } : {}), ...body } as Body,
  ...extra,
});
const pending = (id: string, body: Body = { type: 'text', text: id, format: 'plain' }) =>
  ({ id, from: { kind: 'visitor' }, body, at: '2026-01-01T00:00:00.000Z', delivery: 'pending' }) as const;

function setUp(length = 0) {
  const batch = new Batch();
  const store = new MessageStore(batch);
  batch.run(() => {
    for (let seq = 1; seq <= length; seq += 1) store.append(wire(seq));
  });
  return { batch, store };
}

describe('MessageStore', () => {
  it('keeps the ids and every other row when one row of 10,000 changes, and notifies once', () => {
    const { batch, store } = setUp(10_000);
    batch.run(() => store.addPending(pending('mine')));
    const ids = store.ids.get();
    const before = store.list.get();
    let lists = 0;
    let idLists = 0;
    const rows: string[] = [];
    store.list.subscribe(() => (lists += 1));
    store.ids.subscribe(() => (idLists += 1));
    for (const id of ['m1', 'm5000', 'mine']) store.watch(id).subscribe(() => rows.push(id));
    batch.run(() => {
      store.setDelivery('mine', 'failed');
      store.setDelivery('mine', 'pending');
      store.setDelivery('mine', 'failed');
    });
    expect({ lists, idLists, rows }).toEqual({ lists: 1, idLists: 0, rows: ['mine'] });
    expect(store.ids.get()).toBe(ids);
    const after = store.list.get();
    expect(after.filter((message, index) => message !== before[index]).map(({ id }) => id)).toEqual(['mine']);
  });

  it('lists each message as it is, whichever of them were written since the list was read', () => {
    const { batch, store } = setUp(5);
    const draft = (text: string) =>
      store.putDraft({ ...pending('draft', { type: 'text', text, format: 'markdown' }), streaming: true });
    const changes: readonly (() => void)[] = [
      () => draft('One'),
      () => draft('One, two'),
      () => draft('One, two, three'),
      () => {
        store.assumeRating('m2', { value: 'up' });
        draft('Four');
      },
      () => {},
      () => store.addPending(pending('mine')),
      () => store.setDelivery('mine', 'failed'),
      () => store.assumeRating('m2', { value: 'down' }),
      () => store.dropDraft('draft'),
      () => store.removePending('mine'),
    ];
    for (const change of changes) {
      batch.run(change);
      expect(store.list.get()).toEqual(store.ids.get().map((id) => store.get(id)));
      expect(store.list.get()).toBe(store.list.get());
    }
  });

  it('notifies once for a batch of 100', () => {
    const { batch, store } = setUp(10);
    let told = 0;
    store.list.subscribe(() => (told += 1));
    batch.run(() => {
      for (let seq = 11; seq <= 110; seq += 1) store.append(wire(seq));
    });
    expect(told).toBe(1);
    expect(store.ids.get()).toHaveLength(110);
  });

  it('keeps the key of a pending row when it is confirmed, and the position of its neighbours', () => {
    const { batch, store } = setUp(2);
    batch.run(() => store.addPending(pending('c1')));
    const ids = store.ids.get();
    batch.run(() => store.append(wire(3, { type: 'text' }, { cid: 'c1', from: { kind: 'visitor' } })));
    expect(store.ids.get()).toBe(ids);
    expect(store.get('c1')).toMatchObject({ id: 'c1', serverId: 'm3', seq: 3, delivery: 'confirmed' });
  });

  it('stores the answer on the message that asked, in either order, and removes it if the send failed', () => {
    const { batch, store } = setUp();
    const press: Body = { type: 'press', messageId: 'm7', buttonId: 'b', label: 'Yes' };
    batch.run(() => {
      store.append(wire(8, press, { from: { kind: 'visitor' } }));
      store.prepend([wire(7)]);
    });
    expect(store.get('m7')?.answer).toEqual({ buttonId: 'b', label: 'Yes' });
    batch.run(() => {
      store.append(wire(9));
      store.addPending(pending('c2', { ...press, messageId: 'm9' }));
    });
    expect(store.get('m9')?.answer?.label).toBe('Yes');
    batch.run(() => store.removePending('c2'));
    expect(store.get('m9')?.answer).toBeUndefined();
  });

  it('does not show control messages', () => {
    const { batch, store } = setUp(1);
    batch.run(() => {
      store.append(wire(2, { type: 'alias', alias: 'x' } as Body, { from: { kind: 'visitor' } }));
      store.append(wire(3));
    });
    expect(store.ids.get()).toEqual(['m1', 'm3']);
  });

  it('updates a draft in place and replaces it with its message', () => {
    const { batch, store } = setUp(1);
    batch.run(() => store.putDraft({ ...pending('m2'), delivery: 'confirmed', streaming: true }));
    const ids = store.ids.get();
    batch.run(() =>
      store.putDraft({
        ...pending('m2', { type: 'text', text: 'more', format: 'plain' }),
        delivery: 'confirmed',
        streaming: true,
      }),
    );
    expect(store.ids.get()).toBe(ids);
    expect(store.hasDrafts.get()).toBe(true);
    batch.run(() => store.append(wire(2)));
    expect(store.ids.get()).toBe(ids);
    expect(store.hasDrafts.get()).toBe(false);
    expect(store.get('m2')?.streaming).toBeUndefined();
  });

  it('corrects and erases the referenced message, whichever of the two is loaded first', () => {
    const { store } = setUp();
    const textOf = (id: string) => {
      const { body } = store.get(id) ?? {};
      return body?.type === 'text' ? body.text : body?.type;
    };
    const edit = (seq: number, messageId: string, text: string) =>
      wire(seq, { type: 'edit', messageId, body: { type: 'text', text, format: 'plain' } } as Body);
    store.append(wire(4));
    store.append(edit(5, 'm4', 'four, corrected'));
    store.append(edit(6, 'm1', 'one, corrected'));
    store.append(wire(7, { type: 'erase', messageId: 'm2' } as Body));
    store.prepend([wire(1), wire(2), edit(3, 'm1', 'one, corrected first')]);
    expect(store.ids.get()).toEqual(['m1', 'm2', 'm4']);
    expect(store.ids.get().map(textOf)).toEqual(['one, corrected', 'erased', 'four, corrected']);
    expect(store.get('m4')?.edited).toBe('2026-01-01T00:00:00.000Z');
    store.append(wire(8, { type: 'erase', messageId: 'm4' } as Body));
    expect(store.get('m4')).toMatchObject({ body: { type: 'erased' } });
    expect(store.get('m4')).not.toHaveProperty('edited');
  });
});
