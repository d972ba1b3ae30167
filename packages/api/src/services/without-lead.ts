/** A unit leads or supports, and is named once. */
export function withoutLead(supportUnitIds: readonly string[], leadUnitId: string | null): string[] {
  return [...new Set(supportUnitIds)].filter((id) => id !== leadUnitId);
}
