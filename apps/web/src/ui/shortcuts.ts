/** Where a key works: it names the heading that it stands under in the help. */
export const SHORTCUT_AREAS = ['everywhere', 'list', 'canvas', 'board'] as const;
export type ShortcutArea = (typeof SHORTCUT_AREAS)[number];

/**
 * Every key that does something, once. `keys` are ways to do the same: each one key, or keys held
 * together, as `KeyboardEvent.key` names them; `Mod` is Ctrl, or ⌘ on a Mac. The list's own keys
 * are handled by these ids (use-shortcuts.ts); the canvas and the board handle theirs where they
 * work, and this table is what documents them.
 */
export const SHORTCUTS = [
  { area: 'everywhere', id: 'help', keys: [['?']] },
  { area: 'list', id: 'find', keys: [['/']] },
  { area: 'list', id: 'add', keys: [['n']] },
  { area: 'list', id: 'nextPoint', keys: [['j']] },
  { area: 'list', id: 'previousPoint', keys: [['k']] },
  { area: 'list', id: 'edit', keys: [['e']] },
  { area: 'list', id: 'choose', keys: [['x']] },
  { area: 'list', id: 'endorse', keys: [['v']] },
  { area: 'list', id: 'takeVoteBack', keys: [['Shift', 'v']] },
  { area: 'list', id: 'merge', keys: [['m']] },
  { area: 'list', id: 'promote', keys: [['p']] },
  { area: 'list', id: 'remove', keys: [['Delete']] },
  { area: 'list', id: 'undo', keys: [['Mod', 'z']] },
  { area: 'canvas', id: 'canvasAdd', keys: [['p']] },
  { area: 'canvas', id: 'canvasSelect', keys: [['v']] },
  { area: 'canvas', id: 'takeVoteBack', keys: [['Shift', 'v']] },
  { area: 'canvas', id: 'canvasHand', keys: [['h']] },
  { area: 'canvas', id: 'canvasPen', keys: [['d']] },
  { area: 'canvas', id: 'canvasEraser', keys: [['e']] },
  { area: 'canvas', id: 'find', keys: [['/'], ['Mod', 'f']] },
  { area: 'canvas', id: 'nextPoint', keys: [['Tab']] },
  { area: 'canvas', id: 'previousPoint', keys: [['Shift', 'Tab']] },
  { area: 'canvas', id: 'canvasAll', keys: [['Mod', 'a']] },
  { area: 'canvas', id: 'merge', keys: [['m']] },
  { area: 'canvas', id: 'canvasDelete', keys: [['Delete'], ['Backspace']] },
  { area: 'canvas', id: 'undo', keys: [['Mod', 'z']] },
  {
    area: 'canvas',
    id: 'redo',
    keys: [
      ['Mod', 'Shift', 'z'],
      ['Mod', 'y'],
    ],
  },
  { area: 'canvas', id: 'canvasZoomIn', keys: [['+'], ['-']] },
  { area: 'canvas', id: 'canvasZoomAll', keys: [['Shift', '1']] },
  { area: 'canvas', id: 'canvasTheme', keys: [['1'], ['9']] },
  { area: 'board', id: 'boardPick', keys: [['Space']] },
  { area: 'board', id: 'boardCarry', keys: [['←'], ['→']] },
  { area: 'board', id: 'boardCancel', keys: [['Escape']] },
] as const satisfies readonly { area: ShortcutArea; id: string; keys: readonly (readonly string[])[] }[];

export type Shortcut = (typeof SHORTCUTS)[number];
export type ListShortcut = Extract<Shortcut, { area: 'list' }>['id'];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'>;

/**
 * Whether that key, and no other, is pressed. Whatever is being composed with an input method
 * belongs to the text.
 */
export function isPressed(keys: readonly string[], press: Press): boolean {
  if (press.isComposing || press.altKey || press.key === 'Process') return false;
  const key = keys.at(-1) ?? '';
  const isMod = keys.includes('Mod');
  if (isMod !== (press.ctrlKey || press.metaKey)) return false;
  const pressed = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (pressed !== key) return false;
  // On many keyboards ? and / need Shift themselves, so for signs it does not count.
  const isLetter = key.length > 1 || /[a-z0-9]/.test(key);
  return !isLetter || keys.includes('Shift') === press.shiftKey;
}

/** The shortcut of an area that a press means, if any. */
export function shortcutOf<Area extends ShortcutArea>(area: Area, press: Press) {
  type Id = Extract<Shortcut, { area: Area }>['id'];
  const found = SHORTCUTS.find(
    (shortcut) => shortcut.area === area && shortcut.keys.some((keys) => isPressed(keys, press)),
  );
  return (found?.id ?? null) as Id | null;
}

/** Where keys are text, or belong to what is open. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null)
    return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
