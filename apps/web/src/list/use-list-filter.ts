import { useDeferredValue, useState } from 'react';
import { useTimesLed } from '../session/document/wanted-point.ts';
import { NO_FILTER, type PointFilter } from '../session/points/filter-points.ts';

export type ListFilter = {
  /** What its fields say. */
  readonly filter: PointFilter;
  readonly setFilter: (filter: PointFilter) => void;
  /**
   * What the list is narrowed to: the same, a little later, so that typing never waits for a long
   * list.
   */
  readonly listed: PointFilter;
};

/**
 * The filter of the list. Whoever is led to a point must find it whatever they had filtered out,
 * and at once: a row that comes a while later than the way to it is a way to nowhere.
 */
export function useListFilter(): ListFilter {
  const [filter, setFilter] = useState(NO_FILTER);
  const timesLed = useTimesLed();
  const [led, setLed] = useState<{ readonly times: number; readonly to: PointFilter | null }>({
    times: timesLed,
    to: null,
  });
  if (timesLed !== led.times) {
    const all = { ...NO_FILTER };
    setLed({ times: timesLed, to: all });
    setFilter(all);
  }
  const deferred = useDeferredValue(filter);
  return { filter, setFilter, listed: filter === led.to ? filter : deferred };
}
