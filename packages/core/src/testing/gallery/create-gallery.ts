import { ScriptedClient } from '../scripted-client.ts';
import { type GalleryAddress, type GalleryLook, readGalleryAddress } from './gallery-address.ts';
import { GALLERY_STATES } from './gallery-states.ts';
import { type GalleryWords, galleryWords } from './gallery-words.ts';

/** What a UI shows: a client in one state, and the look. */
export interface GalleryScene extends GalleryLook {
  /** The name of the state. */
  readonly state: string;
  /** Pass it to your UI as its client. */
  readonly client: ScriptedClient;
  /** The language of the texts: `en`, or `ar` for `rtl`. */
  readonly locale: string;
  /** The texts of the conversation, for states of your own. */
  readonly words: GalleryWords;
}

/** Mounts your UI; returns a function that unmounts it. */
export type MountGalleryUi = (scene: GalleryScene) => (() => void) | Promise<() => void>;

/** The state to show; what is absent has its default. `locale` replaces the language of the direction. */
export type GalleryRequest = Partial<GalleryAddress> & { readonly locale?: string | undefined };

/** Shows a UI in every state of a conversation. */
export interface Gallery {
  /** The names of all states. */
  readonly states: readonly string[];
  /**
   * Replaces the mounted UI with one in this state: given as the query of an address, or as an object.
   *
   * @throws RangeError if there is no such state
   */
  show(request: string | GalleryRequest): Promise<GalleryScene>;
  /** Unmounts the UI. */
  clear(): void;
}

/**
 * A gallery of your own UI: the same states of messages, connection, agent and operator that the widget of this project
 * is tested in. Your UI gets a client that is in the state; mount it as your page does. Show each state from a story, a
 * page with an address, or a test that compares pictures.
 *
 * @example
 * const gallery = createGallery(({ client, theme, dir }) => {
 *   const root = createRoot(document.body);
 *   root.render(<Chat client={client} theme={theme} dir={dir} />);
 *   return () => root.unmount();
 * });
 * await gallery.show(location.search); // ?state=thinking&theme=dark&dir=rtl&size=phone
 */
export function createGallery(mountYourUi: MountGalleryUi): Gallery {
  let unmount: (() => void) | null = null;
  const clear = (): void => {
    unmount?.();
    unmount = null;
  };
  return {
    states: Object.keys(GALLERY_STATES),
    clear,
    async show(request) {
      const given: GalleryRequest = typeof request === 'string' ? readGalleryAddress(request) : request;
      const { state = 'talk', theme = 'light', dir = 'ltr', size = 'desktop' } = given;
      const prepare = Object.hasOwn(GALLERY_STATES, state) ? GALLERY_STATES[state] : undefined;
      if (!prepare) throw new RangeError(`No state "${state}": there is ${Object.keys(GALLERY_STATES).join(', ')}.`);
      clear();
      const locale = given.locale ?? (dir === 'rtl' ? 'ar' : 'en');
      const words = galleryWords(locale);
      const client = new ScriptedClient();
      prepare({ client, words });
      const scene: GalleryScene = { state, theme, dir, size, client, locale, words };
      unmount = await mountYourUi(scene);
      return scene;
    },
  };
}
