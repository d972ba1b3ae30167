/** What other subjects may use of events. */

export type { LiveEvent } from './live-event.ts';
