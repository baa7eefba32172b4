const loads = new Set<() => Promise<unknown>>();
let wanted = false;

/** Fetches what the later parts say, in the language of every widget of the page. */
export function wantMoreTexts(): Promise<unknown> {
  wanted = true;
  return Promise.all([...loads].map((load) => load()));
}

/** Says how the later texts of a language come; they are waited for where a later part is there already. */
export async function offerMoreTexts(load: () => Promise<unknown>): Promise<void> {
  loads.add(load);
  if (wanted) await load();
}
