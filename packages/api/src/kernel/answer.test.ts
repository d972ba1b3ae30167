import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Actor, NOBODY } from './actor.ts';
import { answer, answerFor, done, doneFor } from './answer.ts';
import type { Context } from './context.ts';
import { createCallerFactory, procedure, router } from './trpc.ts';

const input = z.object({ pointId: z.string().max(9), text: z.string() });
const somebody: Actor = { ...NOBODY, deviceHash: 'a device' };

/** A router of services that write down what they were given. */
function createWorld() {
  const given: unknown[] = [];
  let loads = 0;
  const service = async (_deps: unknown, actor: Actor, of: unknown) => {
    given.push([actor, of]);
    return 'an answer';
  };
  const fits = procedure.input(input);
  const createCaller = createCallerFactory(
    router({
      answer: fits.mutation(answer(service)),
      answerFor: fits.mutation(answerFor('pointId', service)),
      done: fits.mutation(done(service)),
      doneFor: fits.mutation(doneFor('pointId', service)),
    }),
  );
  const loadActor = async () => {
    loads += 1;
    return somebody;
  };
  const request = { headers: new Headers({ 'content-type': 'application/json' }), transport: 'http' };
  const caller = createCaller({ request, loadActor } as unknown as Context);
  return { caller, given, countLoads: () => loads };
}

const point = { pointId: 'a point', text: 'words' };

test.each([
  { name: 'answer', takes: point, answers: 'an answer' },
  { name: 'answerFor', takes: 'a point', answers: 'an answer' },
  { name: 'done', takes: point, answers: { ok: true } },
  { name: 'doneFor', takes: 'a point', answers: { ok: true } },
] as const)('$name gives a service the actor and what it takes, and loads the actor once', async (row) => {
  const { caller, given, countLoads } = createWorld();
  expect(await caller[row.name](point)).toEqual(row.answers);
  expect(given).toEqual([[somebody, row.takes]]);
  expect(countLoads()).toBe(1);
});

test.each(['answer', 'answerFor', 'done', 'doneFor'] as const)(
  '%s loads nobody for an input that does not fit',
  async (name) => {
    const { caller, given, countLoads } = createWorld();
    await expect(caller[name]({ ...point, pointId: 'far too long' })).rejects.toThrow(TRPCError);
    expect(given).toEqual([]);
    expect(countLoads()).toBe(0);
  },
);
