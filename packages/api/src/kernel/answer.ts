import type { Actor } from './actor.ts';
import type { Context } from './context.ts';
import type { ServiceDeps } from './service-deps.ts';

/** A decision or a query, as routers call it. */
type Service<Input, Answer> = (deps: ServiceDeps, actor: Actor, input: Input) => Promise<Answer>;

type Resolver<Input, Answer> = (request: {
  readonly ctx: Pick<Context, 'deps' | 'loadActor'>;
  readonly input: Input;
}) => Promise<Answer>;

type WithId<Key extends string> = Readonly<Record<Key, string>>;

/**
 * A procedure that answers what the service gives. The actor is loaded once, and only after the
 * input was parsed: a request that does not fit its schema costs the database nothing.
 */
export function answer<Input, Answer>(service: Service<Input, Answer>): Resolver<Input, Answer> {
  return async ({ ctx, input }) => service(ctx.deps, await ctx.loadActor(), input);
}

/** The same for a service that takes one id instead of the whole input. */
export function answerFor<Key extends string, Answer>(
  key: Key,
  service: Service<string, Answer>,
): Resolver<WithId<Key>, Answer> {
  return answer((deps, actor, input) => service(deps, actor, input[key]));
}

/** A procedure that answers only that the decision was made. */
export function done<Input>(service: Service<Input, unknown>): Resolver<Input, { ok: true }> {
  return answer(async (deps, actor, input) => {
    await service(deps, actor, input);
    return { ok: true };
  });
}

/** The same for a decision that takes one id instead of the whole input. */
export function doneFor<Key extends string>(
  key: Key,
  service: Service<string, unknown>,
): Resolver<WithId<Key>, { ok: true }> {
  return done((deps, actor, input) => service(deps, actor, input[key]));
}
