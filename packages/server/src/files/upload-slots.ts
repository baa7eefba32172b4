/** Simultaneous uploads; each is held in memory until its type is known. */
const MAX_UPLOADS = 16;
/** Per address, which several visitors may share. */
const MAX_PER_ADDRESS = 8;
/** Per conversation. */
const MAX_PER_CONVERSATION = 4;

/** Limits simultaneous uploads, so that neither one visitor nor one address can occupy all slots. */
export class UploadSlots {
  #running = 0;
  readonly #byOwner = new Map<string, number>();

  /** @returns a function that releases the slot of an address; `null` if there is none left */
  takeForAddress(address: string): (() => void) | null {
    if (this.#running >= MAX_UPLOADS) return null;
    const release = this.#take(`address ${address}`, MAX_PER_ADDRESS);
    if (!release) return null;
    this.#running += 1;
    return () => {
      this.#running -= 1;
      release();
    };
  }

  /** @returns a function that releases the slot of a conversation; `null` if there is none left */
  takeForConversation(conversationId: string): (() => void) | null {
    return this.#take(`conversation ${conversationId}`, MAX_PER_CONVERSATION);
  }

  #take(owner: string, most: number): (() => void) | null {
    const taken = this.#byOwner.get(owner) ?? 0;
    if (taken >= most) return null;
    this.#byOwner.set(owner, taken + 1);
    return () => {
      const left = (this.#byOwner.get(owner) ?? 1) - 1;
      if (left === 0) this.#byOwner.delete(owner);
      else this.#byOwner.set(owner, left);
    };
  }
}
