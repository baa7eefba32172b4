import { VirtualClock } from '@connective-chat/core/testing';
import { expect, test } from 'vitest';
import { OperatorTyping } from '../../src/desk/store/operator-typing.ts';

function typist() {
  const clock = new VirtualClock();
  const told: string[] = [];
  const sender = new OperatorTyping(clock, (conversation, on) => told.push(`${conversation} ${on ? 'on' : 'off'}`));
  return { clock, told, sender };
}

test('fifty keystrokes in five seconds send two typing events, and one when typing stops', async () => {
  const { clock, told, sender } = typist();
  for (let key = 0; key < 50; key += 1) {
    sender.touch('a');
    await clock.advance(100);
  }
  expect(told).toEqual(['a on', 'a on']);
  await clock.advance(5000);
  expect(told).toEqual(['a on', 'a on', 'a off']);
  expect(clock.pending).toBe(0);
});

test('typing in another dialog ends typing in the first', () => {
  const { told, sender } = typist();
  sender.touch('a');
  sender.touch('b');
  sender.stop();
  sender.stop();
  expect(told).toEqual(['a on', 'a off', 'b on', 'b off']);
});
