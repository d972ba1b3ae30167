import { QueryClient } from '@tanstack/react-query';
import { refusalOf } from './refusal-of.ts';

const MAX_RETRIES = 3;

/** A refusal is an answer and is not asked again; only a server that cannot be reached is. Events keep what is shown fresh. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < MAX_RETRIES && refusalOf(error).code === 'serverUnavailable',
      },
      mutations: { retry: false },
    },
  });
}
