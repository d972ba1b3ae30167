import type {} from './global-setup.ts';

export { createFilledDatabase, type FilledBuild, readFilledDatabase, readFixture } from './create-filled-database.ts';
export { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from './create-test-database.ts';
