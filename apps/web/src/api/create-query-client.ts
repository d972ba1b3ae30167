import { QueryClient } from '@tanstack/react-query';
import { refusalOf } from './refusal-of.ts';

const MAX_RETRIES = 3;

/**
 * A refusal is an answer and is not asked again; only a server that cannot be reached is. Events
 * keep what is shown fresh. One refusal is put right by its own answer, with which the browser's
 * cookie comes: that is asked once more.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry(failures, error) {
          const { code } = refusalOf(error);
          if (code === 'deviceUnknown') return failures < 1;
          return failures < MAX_RETRIES && code === 'serverUnavailable';
        },
      },
      mutations: { retry: false },
    },
  });
}
