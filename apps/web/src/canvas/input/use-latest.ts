import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A value for listeners that live longer than one drawing of the page. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}
