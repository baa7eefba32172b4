/** Which pages may use what is for staff: those of this server, and those that its configuration names. */
export interface OwnOrigin {
  /** Where browsers reach this server, if a proxy is in front. */
  readonly publicUrl: string | undefined;
  /** Full origins. */
  readonly more: readonly string[];
}

/** A program sends no Origin; `null`, as sandboxed frames send it, is nobody's own. */
export function isOwnOrigin(own: OwnOrigin, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  if (new URL(origin).host === host || own.more.includes(origin)) return true;
  return own.publicUrl !== undefined && new URL(own.publicUrl).origin === origin;
}
