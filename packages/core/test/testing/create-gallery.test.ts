import { expect, test } from 'vitest';
import { createGallery, type GalleryScene, readGalleryAddress, writeGalleryAddress } from '../../src/testing/index.ts';

test('every state brings a client into it, and each show replaces the UI before', async () => {
  let mounted: GalleryScene | null = null;
  const seen = new Map<string, string>();
  const gallery = createGallery((scene) => {
    expect(mounted, 'the UI before is unmounted').toBeNull();
    mounted = scene;
    return () => {
      mounted = null;
    };
  });
  expect(gallery.states.length).toBeGreaterThan(25);
  for (const state of gallery.states) {
    const { client, words } = await gallery.show({ state });
    expect(words.greeting).not.toBe('');
    const { messages, ...rest } = client.getSnapshot();
    const bodies = messages.map(({ body, delivery, stopped, streaming, steps, agent }) => [
      body,
      delivery,
      stopped,
      streaming,
      steps?.map(({ after }) => after),
      agent,
    ]);
    const look = JSON.stringify([bodies, rest]);
    expect(seen.get(look), `${state} looks like`).toBeUndefined();
    seen.set(look, state);
  }
  gallery.clear();
  expect(mounted).toBeNull();
});

test('an address names state, theme, direction and size; what it does not name has a default', async () => {
  const gallery = createGallery(() => () => {});
  const address = writeGalleryAddress({ state: 'queued', theme: 'dark', dir: 'rtl', size: 'phone' });
  expect(address).toBe('?state=queued&theme=dark&dir=rtl&size=phone');
  const scene = await gallery.show(address);
  expect(scene).toMatchObject({ state: 'queued', theme: 'dark', dir: 'rtl', size: 'phone', locale: 'ar' });
  expect(scene.client.dialog.get()).toMatchObject({ status: 'queued', queuePosition: 3 });
  expect(readGalleryAddress('?theme=pink')).toEqual({ state: 'talk', theme: 'light', dir: 'ltr', size: 'desktop' });
});

test('an unknown state is an error that lists the known ones, and leaves the UI mounted', async () => {
  let unmounts = 0;
  const gallery = createGallery(() => () => {
    unmounts += 1;
  });
  await gallery.show('?state=talk');
  await expect(gallery.show('?state=no-such-state')).rejects.toThrow(/No state "no-such-state": there is .*talk/);
  await expect(gallery.show({ state: 'constructor' })).rejects.toThrow(RangeError);
  expect(unmounts).toBe(0);
});
