import { expect, it, onTestFinished, vi } from 'vitest';
import { HistoryEntry } from '../../src/dom/history-entry.ts';
import { Scope } from '../../src/dom/scope.ts';

const gone = () => new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));

function covered() {
  history.replaceState({ ofThePage: 1 }, '');
  const scope = new Scope();
  onTestFinished(() => scope.end());
  const onBack = vi.fn();
  const entry = new HistoryEntry(scope, onBack);
  const length = history.length;
  entry.add();
  return { scope, entry, onBack, length };
}

it('is removed by "back" once, and keeps the page’s own history state', async () => {
  const { onBack, length } = covered();
  expect(history.length).toBe(length + 1);
  expect(history.state).toMatchObject({ ofThePage: 1 });
  history.back();
  await gone();
  expect(onBack).toHaveBeenCalledOnce();
  expect(history.state).toEqual({ ofThePage: 1 });
  history.forward();
  await gone();
  expect(onBack).toHaveBeenCalledOnce();
});

it('is removed without a callback if the cover closes in another way', async () => {
  const { entry, onBack } = covered();
  entry.remove();
  await gone();
  expect(history.state).toEqual({ ofThePage: 1 });
  expect(onBack).not.toHaveBeenCalled();
});

it('does nothing if the page has navigated since', () => {
  const { entry, onBack } = covered();
  history.pushState({ ofThePage: 2 }, '');
  entry.remove();
  expect(history.state).toEqual({ ofThePage: 2 });
  expect(onBack).not.toHaveBeenCalled();
});

it('is added again if it is requested before the browser has gone back', async () => {
  const { entry, onBack } = covered();
  entry.remove();
  entry.add();
  await gone();
  expect(onBack).not.toHaveBeenCalled();
  history.back();
  await gone();
  expect(onBack).toHaveBeenCalledOnce();
});

it('stays with the element that replaces a disposed one before the browser has gone back', async () => {
  const { scope } = covered();
  scope.end();
  const next = new Scope();
  onTestFinished(() => next.end());
  const onBack = vi.fn();
  new HistoryEntry(next, onBack).add();
  await gone();
  expect(onBack).not.toHaveBeenCalled();
  expect(history.state).toMatchObject({ ofThePage: 1, connectiveChat: true });
  history.back();
  await gone();
  expect(onBack).toHaveBeenCalledOnce();
});
