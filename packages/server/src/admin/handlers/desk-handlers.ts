import type { ApiHandlers } from '../admin-api.types.ts';

/** The assignment of dialogs to operators. */
export const deskHandlers: ApiHandlers<'getDesk' | 'saveDesk'> = {
  async getDesk({ desk }) {
    return { desk: await desk.read() };
  },

  async saveDesk({ desk, audit, staff }, { who, input }) {
    await desk.write(input);
    staff.deskSettingsChanged();
    await audit.note({ actor: who.account, action: 'desk.settings_saved', detail: input });
    return { desk: input };
  },
};
