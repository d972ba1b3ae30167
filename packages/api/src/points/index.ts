/** What other subjects may use of points. */

export { toPointSource } from './steps/point-kind.ts';
