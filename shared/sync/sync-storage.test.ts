import { syncStorageContract } from './sync-storage.contract.ts';
import { memoryStorage } from './testing/memory-storage.ts';

syncStorageContract('memory', () => Promise.resolve(memoryStorage()));
