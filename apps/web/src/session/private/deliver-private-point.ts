import { type ErrorCode, INBOX_THEME_ID } from '@gongyi/domain';
import { refusalOf } from '../../api/refusal-of.ts';
import type { useTRPCClient } from '../../api/trpc.ts';
import type { Delivery, Pending } from './private-outbox.ts';

type Client = Pick<ReturnType<typeof useTRPCClient>, 'privatePoints'>;

/** On a line that swallows what is sent there is no answer at all; it is sent again then. */
const ANSWER_WITHIN_MS = 10_000;

const LATER: readonly string[] = [
  'serverUnavailable',
  'unexpected',
  'tooManyRequests',
  'sessionHeld',
  'sessionClosed',
  'notSignedIn',
  // With this answer comes what was missing.
  'deviceUnknown',
];

/** Brings one private point to the server. Never throws. */
export async function deliverPrivatePoint(client: Client, sessionId: string, pending: Pending): Promise<Delivery> {
  const { pointId, content, isStored } = pending;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_WITHIN_MS);
  const options = { signal: abort.signal };
  try {
    if (content === null) await client.privatePoints.delete.mutate({ sessionId, pointId }, options);
    else if (isStored) await client.privatePoints.edit.mutate({ sessionId, pointId, ...content }, options);
    else await client.privatePoints.write.mutate({ sessionId, pointId, ...content }, options);
    return 'stored';
  } catch (error) {
    return answerOf(refusalOf(error).code, pending);
  } finally {
    clearTimeout(timer);
  }
}

function answerOf(code: ErrorCode | 'unexpected', { content, isStored }: Pending): Delivery {
  if (code === 'notPrivate') return 'elsewhere';
  if (code === 'unexpected' || LATER.includes(code)) return 'later';
  if (code === 'notOpenNow' && !isStored && content !== null && content.themeId !== INBOX_THEME_ID) {
    return 'themesClosed';
  }
  return { refused: code };
}
