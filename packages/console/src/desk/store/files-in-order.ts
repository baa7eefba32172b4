/** A file whose bytes are under way. */
interface FileUnderWay {
  readonly id: string;
  /** Sends it; null until its bytes have arrived. */
  send: (() => void) | null;
  isMeasured: boolean;
}

/** Sends files in the order in which they were added, although their bytes may arrive in another one. */
export class FilesInOrder {
  #files: FileUnderWay[] = [];

  /** @param measured settles when the size of a picture is known, or cannot be */
  add(id: string, measured?: Promise<void>): void {
    const file: FileUnderWay = { id, send: null, isMeasured: measured === undefined };
    this.#files.push(file);
    const settle = () => {
      file.isMeasured = true;
      this.#sendReady();
    };
    measured?.then(settle, settle);
  }

  /** The bytes of a file have arrived: it is sent as soon as those before it are sent, failed or cancelled. */
  ready(id: string, send: () => void): void {
    const file = this.#files.find((each) => each.id === id);
    if (file) file.send = send;
    this.#sendReady();
  }

  /** A file failed or was cancelled: it holds the others back no longer. */
  drop(id: string): void {
    this.#files = this.#files.filter((file) => file.id !== id);
    this.#sendReady();
  }

  #sendReady(): void {
    for (let [first] = this.#files; first?.send && first.isMeasured; [first] = this.#files) {
      this.#files.shift();
      first.send();
    }
  }
}
