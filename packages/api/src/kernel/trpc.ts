import { DomainError, ERROR_CODES, type ErrorCode, type ErrorDetails, idField } from '@gongyi/domain';
import { initTRPC, type TRPC_ERROR_CODE_KEY, TRPCError } from '@trpc/server';
import { ZodError, z } from 'zod';
import type { Context } from './context.ts';
import { isDatabaseAway } from './database-errors.ts';

/**
 * What `shape.data.domain` carries: a refusal that the page can put into words; null for a fault of
 * ours.
 */
export type DomainRefusal = { readonly code: ErrorCode; readonly details: ErrorDetails };

const TRPC_CODE_OF = {
  notSignedIn: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  notFound: 'NOT_FOUND',
  invalidInput: 'BAD_REQUEST',
  tooManyRequests: 'TOO_MANY_REQUESTS',
  setupDone: 'CONFLICT',
  setupLinkInvalid: 'FORBIDDEN',
  invitationInvalid: 'NOT_FOUND',
  alreadyMember: 'CONFLICT',
  emailTaken: 'CONFLICT',
  lastFacilitator: 'CONFLICT',
  codeInvalid: 'NOT_FOUND',
  sessionClosed: 'CONFLICT',
  snapshotUnreadable: 'CONFLICT',
  removedFromSession: 'FORBIDDEN',
  joiningClosed: 'CONFLICT',
  deviceUnknown: 'CONFLICT',
  otherDevice: 'CONFLICT',
  stageChanged: 'CONFLICT',
  notOpenNow: 'CONFLICT',
  sessionHeld: 'CONFLICT',
  heldByAnother: 'CONFLICT',
  timerNotSet: 'CONFLICT',
  anonymityFixed: 'CONFLICT',
  sessionAnonymous: 'CONFLICT',
  privateWritingFixed: 'CONFLICT',
  notPrivate: 'CONFLICT',
  privatePointsWaiting: 'CONFLICT',
  votingClosed: 'CONFLICT',
  voteBudgetSpent: 'CONFLICT',
  votesPerPointSpent: 'CONFLICT',
  voteBudgetTooLow: 'CONFLICT',
  votesPerPointTooLow: 'CONFLICT',
  voteSettingsLocked: 'CONFLICT',
  tooFewAway: 'CONFLICT',
  nameTaken: 'CONFLICT',
  themeCodeTaken: 'BAD_REQUEST',
  themeInUse: 'CONFLICT',
  unitInUse: 'CONFLICT',
  limitReached: 'CONFLICT',
  pointMissing: 'CONFLICT',
  pointAlreadyPromoted: 'CONFLICT',
  versionConflict: 'CONFLICT',
  moveNotAllowed: 'CONFLICT',
  gateIncomplete: 'CONFLICT',
  reasonRequired: 'BAD_REQUEST',
  reportRequired: 'BAD_REQUEST',
  reviewDateRequired: 'BAD_REQUEST',
  applicantMayNotVerify: 'FORBIDDEN',
  actionFrozen: 'CONFLICT',
  serverUnavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>;

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
    const domain = refusalOf(error);
    return {
      ...shape,
      // The text of a fault may hold anything: SQL, paths, people's words. It goes to the log and
      // no further.
      message: domain?.code ?? error.code,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, domain },
    };
  },
});

function refusalOf(error: TRPCError): DomainRefusal | null {
  const { cause } = error;
  if (cause instanceof DomainError) return { code: cause.code, details: cause.details };
  if (cause instanceof ZodError) return refusalOfInput(cause);
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') return { code: 'invalidInput', details: {} };
  return null;
}

export function refusalOfInput({ issues }: ZodError): DomainRefusal {
  // A schema may name a more telling code as its message.
  const named = ERROR_CODES.find((code) => issues.some(({ message }) => message === code));
  return { code: named ?? 'invalidInput', details: { paths: [...new Set(issues.map(({ path }) => path.join('.')))] } };
}

function unavailable(): TRPCError {
  return new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause: new DomainError('serverUnavailable') });
}

/**
 * What is answered to a refusal, and while the database is away; null for a fault of ours. Also for
 * what ends a subscription that runs, which comes past every middleware.
 */
export function refusalFor(cause: unknown): TRPCError | null {
  if (cause instanceof DomainError) {
    return new TRPCError({ code: TRPC_CODE_OF[cause.code], message: cause.code, cause });
  }
  return isDatabaseAway(cause) ? unavailable() : null;
}

/** Gives refusals their HTTP status, and logs whatever is none. */
const refusals = t.middleware(async ({ ctx, next, path, type }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  const refusal = refusalFor(cause);
  if (refusal !== null) {
    if (!(cause instanceof DomainError)) ctx.deps.logger.warn({ err: cause, path, type }, 'the database is away');
    throw refusal;
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.deps.logger.error({ err: cause ?? result.error, path, type }, 'a procedure failed');
  }
  return result;
});

/**
 * Decisions travel over HTTP as JSON: a form on another site can send neither, and a cookie can be
 * set in the answer.
 */
const decisionsOverHttp = t.middleware(({ ctx, next, type }) => {
  if (type === 'mutation') {
    const { headers, transport } = ctx.request;
    const isJson = headers.get('content-type')?.toLowerCase().startsWith('application/json') === true;
    if (transport !== 'http' || !isJson) throw new DomainError('forbidden');
  }
  return next();
});

export const router = t.router;
export const procedure = t.procedure.use(refusals).use(decisionsOverHttp);
/** For what is asked of one session and needs nothing else. */
export const sessionProcedure = procedure.input(z.object({ sessionId: idField }));
export const createCallerFactory = t.createCallerFactory;
