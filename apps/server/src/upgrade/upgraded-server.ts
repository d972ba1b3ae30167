import { scryptPasswords } from '@gongyi/api';
import { createFilledDatabase, readFixture, type TestDatabase } from '@gongyi/db/testing';
import type { Device } from '../test/device.ts';
import { openDocument } from '../test/open-document.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import type { KeptPeople } from './kept-people.ts';
import { deviceOf } from './read-everything.ts';

/** The build that filled the database. */
export const BUILD = '0570882';

/** Today's server on the database that an older build filled. */
export type UpgradedServer = {
  readonly filled: TestDatabase;
  readonly server: TestServer;
  readonly people: KeptPeople;
  /** Of somebody who was there. */
  deviceOf(person: string): Device;
  /** Of a session, by its name. */
  idOf(session: string): string;
  /** The person's document of a session, once it is what the server has. */
  openPage(person: string, session: string): Promise<ReturnType<typeof openDocument>>;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function startUpgradedServer(): Promise<UpgradedServer> {
  const filled = await createFilledDatabase(BUILD);
  try {
    const people = (await readFixture(BUILD, 'people.json')) as KeptPeople;
    const server = await startTestServer(
      { databaseUrl: filled.connectionString },
      // What that build stored is what people sign in with.
      { passwords: scryptPasswords },
    );
    const ofPerson = (person: string) => deviceOf(server, people, person);
    const idOf = (session: string) => people.sessions[session]?.id ?? '';
    return {
      filled,
      server,
      people,
      deviceOf: ofPerson,
      idOf,
      async openPage(person, session) {
        const page = openDocument(server, ofPerson(person), idOf(session));
        await page.synced();
        return page;
      },
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await filled[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    // The upgrade itself has failed.
    await filled[Symbol.asyncDispose]();
    throw error;
  }
}
