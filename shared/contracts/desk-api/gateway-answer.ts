import { z } from 'zod';

/** Header of every answer under /grc/* that main made itself, because the GRC gave none; its value says why. */
export const GATEWAY_HEADER = 'x-plainpied-gateway';

export const gatewayFailureSchema = z.enum(['unreachable', 'proxy', 'certificate', 'timeout']);
export type GatewayFailure = z.infer<typeof gatewayFailureSchema>;
