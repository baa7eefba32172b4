/** What every link out of the chat carries: a new tab that knows nothing of this page. */
export const LINK_ATTRIBUTES = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;
