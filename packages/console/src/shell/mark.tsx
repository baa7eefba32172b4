/** The logo, decorative beside the name. */
export const Mark = ({ size = 24 }: { readonly size?: number }) => (
  <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" />
    <path d="M9 13a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v3a4 4 0 0 1-4 4h-3l-4.5 4v-4.4A4 4 0 0 1 9 16z" />
  </svg>
);
