import { useEffect, useRef, useState } from 'react';
import type { TimerReading } from './read-timer.ts';
import { rememberedSound, rememberSound, ring, wakeWithGesture } from './timer-sound.ts';

/** A tab that wakes up later than this does not ring for what is long over. */
const LATEST_RING_S = 2;

/**
 * A bell when the time is up, for those who were there before. Each person turns it on or off for
 * their device; forty phones would ring at once, so it begins on for leaders only.
 */
export function useTimerSound(reading: TimerReading | null, beginsOn: boolean) {
  const [isOn, setIsOn] = useState(() => rememberedSound() ?? beginsOn);
  useEffect(() => (isOn ? wakeWithGesture() : undefined), [isOn]);
  const before = useRef<TimerReading['state'] | null>(null);
  const state = reading?.state ?? null;
  const seconds = reading?.seconds ?? 0;
  useEffect(() => {
    if (isOn && before.current === 'running' && state === 'over' && seconds <= LATEST_RING_S) ring();
    before.current = state;
  }, [state, seconds, isOn]);
  const set = (on: boolean): void => {
    rememberSound(on);
    setIsOn(on);
  };
  return { isOn, set };
}
