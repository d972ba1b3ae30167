const STORED_KEY = 'gongyi.timerSound';

/** Three strokes of a bell, in Hz and seconds from the first. */
const STROKES = [
  { at: 0, pitch: 880 },
  { at: 0.28, pitch: 880 },
  { at: 0.56, pitch: 1_175 },
] as const;
const RING_S = 0.9;

let context: AudioContext | null = null;

/**
 * Browsers let a page sound only after the person has touched it; until then there is no sound, and
 * that is all.
 */
function wake(): void {
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
}

/**
 * From the person's next touch of the page on it can sound. Until the returned function is called.
 */
export function wakeWithGesture(): () => void {
  const events = ['pointerdown', 'keydown'] as const;
  const stop = (): void => {
    for (const name of events) window.removeEventListener(name, onGesture, true);
  };
  const onGesture = (): void => {
    wake();
    stop();
  };
  for (const name of events) window.addEventListener(name, onGesture, true);
  return stop;
}

export function ring(): void {
  if (context === null || context.state !== 'running') return;
  for (const { at, pitch } of STROKES) {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.25, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + RING_S);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + RING_S);
  }
}

/** The person's own choice on this device, null when there is none. */
export function rememberedSound(): boolean | null {
  try {
    const stored = localStorage.getItem(STORED_KEY);
    return stored === null ? null : stored === 'on';
  } catch {
    // Private windows of some browsers refuse storage; the choice then lasts as long as the page.
    return null;
  }
}

export function rememberSound(on: boolean): void {
  try {
    localStorage.setItem(STORED_KEY, on ? 'on' : 'off');
  } catch {
    // See rememberedSound.
  }
}
