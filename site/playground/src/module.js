// The WebAssembly module: a request goes in as JSON, an answer comes out. It imports nothing.

/** The module's code, and the instance that is asked. */
export class Module {
  #code;
  #exports;
  /** What a fresh instance is told before it is asked anything. */
  #restore;

  /** @param {string} address @param {() => object[]} restore */
  static async load(address, restore) {
    const module = new Module();
    module.#code = await WebAssembly.compileStreaming(fetch(address));
    module.#restore = restore;
    module.#start();
    return module;
  }

  #start() {
    this.#exports = new WebAssembly.Instance(this.#code, {}).exports;
  }

  /** Answers a request, or throws why it can't.
   * @param {object | string} request */
  ask(request) {
    try {
      return this.#ask(request);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) {
        throw error;
      }
      // A fault of ours ends the instance. The next one knows the same files, and is not asked this again.
      console.error(error);
      this.#start();
      for (const told of this.#restore()) {
        this.#ask(told);
      }
      throw new Error("Dossier failed at this, and was started again.");
    }
  }

  #ask(request) {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const { room, answer, answered, memory } = this.#exports;
    // The memory may grow in each call, and then has another buffer.
    const at = room(bytes.length);
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    const length = answer();
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, answered(), length));
    const { ok, error } = JSON.parse(text);
    if (error !== undefined) {
      throw new Error(error);
    }
    return ok;
  }
}
