/** A file that is being uploaded. */
interface FileUnderWay {
  readonly id: string;
  /** Sends the file; `null` until it is uploaded. */
  send: (() => void) | null;
  isMeasured: boolean;
}

/** Sends files in the order in which they were added, although their uploads may end in another order. */
export class FilesInOrder {
  #files: FileUnderWay[] = [];

  /** @param measured settles when the size of an image is known or cannot be determined */
  add(id: string, measured?: Promise<void>): void {
    const file: FileUnderWay = { id, send: null, isMeasured: measured === undefined };
    this.#files.push(file);
    const settle = () => {
      file.isMeasured = true;
      this.#sendReady();
    };
    measured?.then(settle, settle);
  }

  /** A file is uploaded: it is sent once all files before it were sent, failed or were cancelled. */
  ready(id: string, send: () => void): void {
    const file = this.#files.find((each) => each.id === id);
    if (file) file.send = send;
    this.#sendReady();
  }

  /** A file failed or was cancelled: the files after it no longer wait for it. */
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
