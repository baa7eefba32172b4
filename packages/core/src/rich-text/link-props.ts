/** The attributes of every link out of a chat: it opens a new tab, which gets no handle on this page. */
export const LINK_PROPS = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;
