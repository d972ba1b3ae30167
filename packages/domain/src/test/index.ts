export { inTime } from './patience.ts';
export { until } from './until.ts';
