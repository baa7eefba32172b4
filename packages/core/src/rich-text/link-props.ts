/** The attributes of every link: it opens a new tab, which cannot access this page. */
export const LINK_PROPS = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;
