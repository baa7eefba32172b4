/** How a state of a gallery is shown. */
export interface GalleryLook {
  /** Default `light`. */
  readonly theme: 'light' | 'dark';
  /** The direction of the text. Default `ltr`; `rtl` shows Arabic texts. */
  readonly dir: 'ltr' | 'rtl';
  /** The size of the screen. Default `desktop`. */
  readonly size: 'phone' | 'desktop';
}

/** A state of a gallery and its look, as the query of an address names them. */
export interface GalleryAddress extends GalleryLook {
  /** The name of the state. Default `talk`. */
  readonly state: string;
}

const DEFAULTS: GalleryAddress = { state: 'talk', theme: 'light', dir: 'ltr', size: 'desktop' };

const oneOf = <T extends string>(value: string | null, values: readonly T[], fallback: T): T =>
  values.find((each) => each === value) ?? fallback;

/**
 * Reads an address such as `?state=thinking&theme=dark&dir=rtl&size=phone`. What is missing or unknown has its default.
 *
 * @example readGalleryAddress(location.search).state // 'thinking'
 */
export function readGalleryAddress(search: string): GalleryAddress {
  const query = new URLSearchParams(search);
  return {
    state: query.get('state') ?? DEFAULTS.state,
    theme: oneOf(query.get('theme'), ['light', 'dark'], DEFAULTS.theme),
    dir: oneOf(query.get('dir'), ['ltr', 'rtl'], DEFAULTS.dir),
    size: oneOf(query.get('size'), ['phone', 'desktop'], DEFAULTS.size),
  };
}

/**
 * The query of a state, for a link to it.
 *
 * @example writeGalleryAddress({ state: 'talk', theme: 'dark' }) // '?state=talk&theme=dark&dir=ltr&size=desktop'
 */
export function writeGalleryAddress(address: Partial<GalleryAddress>): string {
  const { state, theme, dir, size } = { ...DEFAULTS, ...address };
  return `?${new URLSearchParams({ state, theme, dir, size })}`;
}
