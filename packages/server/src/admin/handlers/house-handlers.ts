import type { ApiHandlers } from '../admin-api.types.ts';

const AUDIT_PAGE = 50;

/** What concerns the server as a whole. */
export const houseHandlers: ApiHandlers<'getDesk' | 'saveDesk' | 'audit'> = {
  async getDesk({ desk }) {
    return { desk: await desk.read() };
  },

  async saveDesk({ desk, audit, staff }, { who, input }) {
    await desk.write(input);
    staff.deskSettingsChanged();
    await audit.note({ actor: who.account, action: 'desk.settings_saved', detail: input });
    return { desk: input };
  },

  async audit({ audit }, { input }) {
    return audit.read({ ...input, limit: input.limit ?? AUDIT_PAGE });
  },
};
