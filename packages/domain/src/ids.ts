import { nanoid } from 'nanoid';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type CampaignId = Branded<'CampaignId'>;
export type ThemeId = Branded<'ThemeId'>;
export type UnitId = Branded<'UnitId'>;
export type SessionId = Branded<'SessionId'>;
export type PointId = Branded<'PointId'>;
export type ClusterId = Branded<'ClusterId'>;
export type StrokeId = Branded<'StrokeId'>;
export type ActionId = Branded<'ActionId'>;
export type UserId = Branded<'UserId'>;
export type ParticipantId = Branded<'ParticipantId'>;
export type SessionSnapshotId = Branded<'SessionSnapshotId'>;
export type InvitationId = Branded<'InvitationId'>;

/**
 * A new id: 21 symbols of A–Z a–z 0–9 _ -, 126 random bits. nanoid and not crypto.randomUUID,
 * because the hall's phones open the page over plain HTTP, where the latter does not exist.
 */
export function newId<Id extends string>(): Id {
  return nanoid() as Id;
}
