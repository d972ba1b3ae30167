import { type SessionStage, TEMPLATES } from '@gongyi/domain';
import type { Device } from './device.ts';
import type { TestServer } from './test-server.ts';

export const ACCOUNT = { name: '王主任', email: 'wang@example.org', password: 'a long enough password' };

/** Opens the first-run link, as the administrator does once. */
export async function setUp({ gongyi, newDevice }: TestServer): Promise<Device> {
  const device = newDevice();
  if (gongyi.setupToken === null) throw new Error('there is an administrator already');
  await device.api.account.setup.mutate({ token: gongyi.setupToken, account: ACCOUNT });
  await signIn(device);
  return device;
}

export function signIn(device: Device, password = ACCOUNT.password, email = ACCOUNT.email): Promise<Response> {
  return device.fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
}

/**
 * A campaign from the model case's template, and an open session of it, in which participants may
 * write.
 */
export async function openSession(device: Device, stage: SessionStage = 'collect') {
  const [template] = TEMPLATES;
  if (template === undefined) throw new Error('there are no templates');
  const { campaignId } = await device.api.campaigns.create.mutate({
    name: '大讨论',
    templateId: template.id,
    themes: template.themes.map((theme) => ({ ...theme, prompts: [...theme.prompts] })),
    units: ['镇党政办', '镇纪委'],
  });
  const { sessionId } = await device.api.sessions.create.mutate({ campaignId, title: '第一场' });
  if (stage !== 'brief') await device.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage });
  const session = await device.api.sessions.get.query({ sessionId });
  if (session.joinCode === null) throw new Error('the facilitator sees no join code');
  return { campaignId, sessionId, joinCode: session.joinCode, themes: session.themes };
}
