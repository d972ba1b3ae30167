import type { DatabaseClient } from '@gongyi/db';
import { createTestDatabase } from '@gongyi/db/testing';
import { newId } from '@gongyi/domain';

/** A database that says what it is asked. */
export async function openAskedDatabase() {
  const testDatabase = await createTestDatabase();
  const queries: string[] = [];
  /** Called when a query has been answered, before whoever asked is told. */
  const gate: { answered?: () => void | Promise<void> } = {};
  const prisma = testDatabase.database.prisma.$extends({
    query: {
      async $allOperations({ model, operation, args, query }) {
        queries.push(`${model}.${operation}`);
        const answer = await query(args);
        await gate.answered?.();
        return answer;
      },
    },
  });
  return {
    prisma: prisma as unknown as DatabaseClient,
    queries,
    gate,
    [Symbol.asyncDispose]: () => testDatabase[Symbol.asyncDispose](),
  };
}

/** A session with a participant on each device, named as it is. */
export async function insertSession(prisma: DatabaseClient, devices: readonly string[]): Promise<string> {
  const id = newId<string>();
  const createdAt = new Date();
  await prisma.session.create({
    data: {
      id,
      title: '第一场',
      joinCode: id.slice(0, 8),
      codeExpiresAt: createdAt,
      stageSince: createdAt,
      createdAt,
      campaign: { create: { id: newId(), name: '大讨论', templateId: 'yhj-cfz', createdAt } },
      participants: {
        create: devices.map((deviceHash) => ({ id: newId(), name: deviceHash, unit: '', deviceHash, createdAt })),
      },
    },
  });
  return id;
}
