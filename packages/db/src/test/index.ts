import type {} from './global-setup.ts';

export { createTestDatabase, type TestDatabase } from './create-test-database.ts';
