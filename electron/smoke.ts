import { app } from 'electron';
import type { Startup } from './start-context.ts';

export async function runSmoke(_startup: Startup): Promise<void> {
  await app.whenReady();
  app.exit(1);
}
