import type { LogEntry, UpdateLog } from '../ports.ts';

/** The log as one server's process sees it. */
export interface LogOfProcess {
  readonly log: UpdateLog;
  /** The next append is stored, and its answer lost. */
  loseAnswer(): void;
  /** The process is killed: nothing that it asks for happens any more, and it is told nothing. */
  kill(): void;
}

const NEVER = new Promise<never>(() => undefined);

/**
 * `onStored` is told of entries at the moment when they are durable, before whoever appended them
 * is.
 */
export function createLogOfProcess(
  log: UpdateLog,
  onStored: (entries: readonly LogEntry[]) => void = () => undefined,
): LogOfProcess {
  let isKilled = false;
  let isAnswerLost = false;

  async function asked(method: (...args: unknown[]) => Promise<unknown>, args: unknown[]) {
    if (isKilled) return NEVER;
    try {
      const result = await method.apply(log, args);
      return isKilled ? NEVER : result;
    } catch (error) {
      if (isKilled) return NEVER;
      throw error;
    }
  }

  async function append(method: UpdateLog['append'], args: Parameters<UpdateLog['append']>) {
    await asked(async () => {
      await method.apply(log, args);
      onStored(args[0]);
      if (!isAnswerLost) return;
      isAnswerLost = false;
      throw new Error('the connection broke after the commit');
    }, []);
  }

  return {
    // Whatever else the port comes to ask for.
    log: new Proxy(log, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function') return value;
        if (name === 'append') {
          return (...args: Parameters<UpdateLog['append']>) => append(value as UpdateLog['append'], args);
        }
        return (...args: unknown[]) => asked(value as (...args: unknown[]) => Promise<unknown>, args);
      },
    }),
    loseAnswer() {
      isAnswerLost = true;
    },
    kill() {
      isKilled = true;
    },
  };
}
