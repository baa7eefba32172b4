import type { ApiHandlers } from '../admin-api.types.ts';

const AUDIT_PAGE = 50;

/** Reads the audit log. */
export const auditHandlers: ApiHandlers<'audit'> = {
  async audit({ audit }, { input }) {
    return audit.read({ ...input, limit: input.limit ?? AUDIT_PAGE });
  },
};
