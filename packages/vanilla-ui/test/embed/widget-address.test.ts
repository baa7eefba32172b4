import { describe, expect, it } from 'vitest';
import { chunkAddresses, widgetAddress } from '../../src/embed/widget-address.ts';

const LOADER = 'https://chat.example/assets/kwjs.js';

describe('widgetAddress', () => {
  it('is relative to the loader', () => {
    expect(widgetAddress(LOADER, 0)).toBe('https://chat.example/assets/chunks/widget.js');
  });

  it('has another folder for every attempt, and resolves to the same path', () => {
    const addresses = Array.from({ length: 64 }, (_, attempt) => widgetAddress(LOADER, attempt));
    const folders = addresses.map((address) => new URL('.', address).href);
    expect(new Set(folders).size).toBe(64);
    expect(new Set(addresses.map(decodeURIComponent))).toEqual(new Set([addresses[0]]));
  });
});

describe('chunkAddresses', () => {
  it('are those of an opened chat, and start with the module', () => {
    const names = (isFrame: boolean) => chunkAddresses(LOADER, isFrame).map((address) => address.split('/').at(-1));
    expect(chunkAddresses(LOADER, false)[0]).toBe(widgetAddress(LOADER, 0));
    expect(names(false)).toEqual(['widget.js', 'panel.js', 'socket.js']);
    expect(names(true)).toEqual(['widget.js', 'panel.js', 'socket.js', 'side-parts.js']);
  });
});
