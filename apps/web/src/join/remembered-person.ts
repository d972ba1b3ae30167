import { LIMITS } from '@gongyi/domain';
import { readStored, writeStored } from '../ui/device-storage.ts';

const KEY = 'gongyi.person';

export type RememberedPerson = { readonly name: string; readonly unit: string };

/**
 * Who last joined from this device, in any session; empty when nobody did. Only fills in the form:
 * it proves nothing.
 */
export function readRememberedPerson(): RememberedPerson {
  try {
    const stored: unknown = JSON.parse(readStored(KEY) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return { name: '', unit: '' };
    const { name, unit } = stored as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name.slice(0, LIMITS.personNameChars) : '',
      unit: typeof unit === 'string' ? unit.slice(0, LIMITS.unitNameChars) : '',
    };
  } catch {
    return { name: '', unit: '' };
  }
}

export function rememberPerson(person: RememberedPerson): void {
  writeStored(KEY, JSON.stringify(person));
}
