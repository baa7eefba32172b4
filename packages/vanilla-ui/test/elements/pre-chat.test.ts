import { describe, expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

const preChat = {
  fields: [
    { name: 'name', label: 'Your name', required: true },
    { name: 'email', label: 'Email', type: 'email' as const },
    { name: 'consent', label: 'I agree', type: 'checkbox' as const, required: true },
  ],
};

const opened = async () => {
  const mounted = mount({ preChat });
  await mounted.open();
  await vi.waitFor(() => mounted.find('.ask'), { timeout: 20_000 });
  const submit = () => mounted.find('.ask').dispatchEvent(new Event('submit', { cancelable: true }));
  return { ...mounted, submit, fields: mounted.all('.ask input') as HTMLInputElement[] };
};

describe('the pre-chat form', () => {
  it('is shown in place of the conversation before anything connects', async () => {
    const { client, find, root, fields } = await opened();
    expect(client.leases).toBe(0);
    expect(find('.body').hidden).toBe(true);
    expect(find('.composer').hidden).toBe(true);
    expect(root.activeElement).toBe(fields[0]);
  });

  it('shows the error at its field, and moves the focus there', async () => {
    const { client, root, submit, fields, find } = await opened();
    const [name, email, consent] = fields as [HTMLInputElement, HTMLInputElement, HTMLInputElement];
    name.value = ' ';
    email.value = 'not an address';
    submit();
    expect(fields.map((field) => field.getAttribute('aria-invalid'))).toEqual(['true', 'true', 'true']);
    expect(root.activeElement).toBe(name);
    expect(find(`#${name.getAttribute('aria-describedby')}`).textContent).toBe('This is needed to begin.');
    expect(client.leases).toBe(0);
    name.value = 'Olena';
    name.dispatchEvent(new Event('input'));
    expect(name.getAttribute('aria-invalid')).toBeNull();
    email.value = '';
    consent.checked = true;
    submit();
    expect(client.leases).toBe(1);
  });

  it('sends its values as parameters, and moves the focus to the conversation', async () => {
    const { client, root, submit, fields, find, all } = await opened();
    const [name, , consent] = fields as [HTMLInputElement, HTMLInputElement, HTMLInputElement];
    name.value = ' Olena ';
    consent.checked = true;
    submit();
    expect(client.called('setParams')).toEqual([['setParams', { name: 'Olena', consent: true }]]);
    expect(all('.ask')).toEqual([]);
    expect(find('.body').hidden).toBe(false);
    expect(root.activeElement).toBe(find('.input'));
  });

  it('is not shown to a returning visitor', async () => {
    localStorage.setItem('connective-chat:visitor:https://chat.example:1', '{}');
    const { client, open, all } = mount({ preChat });
    localStorage.clear();
    expect(client.leases).toBe(1);
    await open();
    expect(all('.ask')).toEqual([]);
  });
});
