import type {} from './global-setup.ts';

export { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from './create-test-database.ts';
