import type { DatabaseClient } from '@gongyi/db';
import { DomainError } from '@gongyi/domain';
import { APIError } from 'better-auth/api';
import type { Actor, ActorUser } from '../../kernel/actor.ts';
import type { DeviceCookies } from '../../kernel/devices/device-cookies.ts';
import type { Auth } from './create-auth.ts';

/**
 * Who the cookies say it is, with the rights that the database gives them now. Throws
 * serverUnavailable.
 */
export async function loadActor(
  parts: { readonly auth: Auth; readonly prisma: DatabaseClient; readonly devices: Pick<DeviceCookies, 'read'> },
  headers: Headers,
): Promise<Actor> {
  const { auth, prisma, devices } = parts;
  const device = devices.read(headers);
  const signedIn = headers.has('cookie') ? await readSignIn(auth, headers) : null;
  return {
    user: signedIn === null ? null : await loadUser(prisma, signedIn.user.id),
    signInId: signedIn?.session.id ?? null,
    deviceHash: device?.hash ?? null,
    deviceKey: device?.key ?? null,
  };
}

async function readSignIn(auth: Auth, headers: Headers) {
  try {
    return await auth.api.getSession({ headers });
  } catch (error) {
    // better-auth keeps the cause to itself; all that can fail in reading a sign-in is the
    // database.
    if (error instanceof APIError && error.statusCode >= 500) throw new DomainError('serverUnavailable');
    throw error;
  }
}

async function loadUser(prisma: DatabaseClient, userId: string): Promise<ActorUser | null> {
  const user = await prisma.user.findUnique({
    where: { id: userId },
    include: { memberships: { include: { unit: { select: { name: true } } } } },
  });
  if (user === null) return null;
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    isAdministrator: user.isAdministrator,
    memberships: user.memberships.map(({ campaignId, role, unitId, unit }) => ({
      campaignId,
      role,
      unitId,
      unitName: unit?.name ?? null,
    })),
  };
}
