import { z } from 'zod';
import { installTrustedTypes } from '#renderer/app/trusted-types.ts';

// As the app's own page does, before anything starts a worker.
installTrustedTypes();
z.config({ jitless: true });
