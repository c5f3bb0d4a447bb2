// The WebAssembly module: a request goes in as JSON, an answer comes out. It imports nothing.

import type { Answers, Request } from "./requests";

/** What the module exports; see ../src/exports.rs. */
interface Exports {
  memory: WebAssembly.Memory;
  room(bytes: number): number;
  answer(): number;
  answered(): number;
}

/** The module's code, and the instance that is asked. */
export class Module {
  private exports!: Exports;

  /** What a fresh instance is told before it is asked anything is what `restore` returns. */
  constructor(
    private readonly code: WebAssembly.Module,
    private readonly restore: () => Request[],
  ) {
    this.start();
  }

  /** Answers a request by its name, or throws why it can't. */
  ask<Name extends keyof Answers>(name: Name, ...[params]: Answers[Name]["params"]): Answers[Name]["result"] {
    const request = params === undefined ? name : ({ [name]: params } as Request);
    try {
      return this.answer(request) as Answers[Name]["result"];
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) {
        throw error;
      }
      // A fault of ours ends the instance. The next one knows the same files, and is not asked this again.
      console.error(error);
      this.start();
      for (const told of this.restore()) {
        this.answer(told);
      }
      throw new Error("Dossier failed at this, and was started again.");
    }
  }

  private start(): void {
    this.exports = new WebAssembly.Instance(this.code, {}).exports as unknown as Exports;
  }

  private answer(request: Request): unknown {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const { room, answer, answered, memory } = this.exports;
    // The memory may grow in each call, and then has another buffer.
    const at = room(bytes.length);
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    const length = answer();
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, answered(), length));
    const { ok, error } = JSON.parse(text) as { ok?: unknown; error?: string };
    if (error !== undefined) {
      throw new Error(error);
    }
    return ok;
  }
}

/** The day that retirement dates are compared with, here. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((it) => String(it).padStart(2, "0")).join("-");
}
