// @vitest-environment jsdom
import type { Message, ThinkingStep } from '@connective-chat/core';
import {
  adaptGetter,
  applyProps,
  createComposer,
  describeSteps,
  englishTexts,
  getComposerProps,
  getLauncherProps,
  getMessageProps,
  getPanelProps,
  getStepListProps,
  getStepProps,
  getStepsProps,
  messageErrorId,
} from '@connective-chat/core/ui';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createScriptedClient, textMessage } from './scripted-client.ts';

afterEach(() => {
  document.body.replaceChildren();
});

const key = (key: string, more: object = {}) => ({ key, preventDefault: vi.fn(), ...more });

describe('prop getters', () => {
  it('label the launcher with the unread count (A18)', () => {
    const props = { panelId: 'p', open: false, unread: 2, onToggle: () => {} };
    expect(getLauncherProps(props)).toMatchObject({
      'aria-label': 'Open chat, 2 unread messages',
      'aria-expanded': false,
      'aria-controls': 'p',
    });
    expect(getLauncherProps({ ...props, open: true })['aria-label']).toBe('Close chat');
    expect(getLauncherProps({ ...props, unread: 1 })['aria-label']).toBe('Open chat, 1 unread message');
  });

  it('tell what was done for an answer, and whether its list is open', () => {
    const step = { id: '1', name: '', state: 'done' as const, startedAt: '2026-01-01T00:00:01Z' };
    const steps = [
      { ...step, text: 'Reading', endedAt: '2026-01-01T00:00:02Z' },
      { ...step, id: '2', text: 'Searched: 3 found', detail: { count: 3 }, endedAt: '2026-01-01T00:00:04Z' },
      { ...step, id: '3', text: 'Asked', detail: { tool: 'http' }, endedAt: '2026-01-01T00:00:07.4Z' },
      { ...step, id: '4', text: 'Tried', detail: { tool: 'http' }, state: 'failed' as const },
    ];
    expect(describeSteps(steps.slice(0, 3), englishTexts)).toEqual({ text: 'Searched: 3 found · Asked', time: '6 s' });
    expect(describeSteps(steps.slice(0, 1), englishTexts)).toEqual({ text: '1 step', time: '1 s' });
    expect(describeSteps(steps.slice(3), englishTexts), 'without an end').toEqual({ text: '1 step', time: '' });
    const onToggle = vi.fn();
    const button = getStepsProps({ id: 'list', open: false, onToggle });
    expect(button).toMatchObject({ 'aria-expanded': false, 'aria-controls': 'list' });
    button.onClick();
    expect(onToggle).toHaveBeenCalledOnce();
    expect(getStepListProps({ id: 'list', open: false })).toMatchObject({ id: 'list', hidden: true });
    expect(getStepProps(steps[3] as ThinkingStep)).toMatchObject({ 'data-state': 'failed' });
  });

  it('close the panel on Esc, but not during IME composition', () => {
    const onClose = vi.fn();
    const { onKeyDown } = getPanelProps({ id: 'p', state: { open: true, modal: false }, onClose });
    onKeyDown(key('Escape', { isComposing: true }));
    onKeyDown(key('Enter'));
    expect(onClose).not.toHaveBeenCalled();
    onKeyDown(key('Escape'));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('link an error to its message (A7)', () => {
    const failed: Message = { ...textMessage('a', 'Hi', 'visitor'), delivery: 'failed' };
    expect(getMessageProps(failed)['aria-describedby']).toBe(messageErrorId('a'));
    expect(getMessageProps({ ...failed, delivery: 'confirmed' })['aria-describedby']).toBeUndefined();
  });

  it('are converted by the normalizer of a framework', () => {
    const composer = createComposer(createScriptedClient());
    const getNames = adaptGetter(getComposerProps, (props) => Object.keys(props));
    expect(getNames(composer, { reasonId: 'why' })).toEqual(Object.keys(getComposerProps(composer)));
  });

  it('can be applied to a plain element', () => {
    const client = createScriptedClient();
    const composer = createComposer(client);
    const input = document.createElement('textarea');
    const apply = () => applyProps(input, getComposerProps(composer));
    apply();
    expect(input.getAttribute('autocomplete')).toBe('off');
    expect(input.getAttribute('enterkeyhint')).toBe('send');
    input.value = 'Typed';
    input.dispatchEvent(new Event('input'));
    apply();
    expect(composer.get().draft).toBe('Typed');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    apply();
    expect(input.value).toBe('');
    expect(client.calls).toContainEqual(['send', 'Typed']);
    expect(client.called('send')).toHaveLength(1);
  });
});
