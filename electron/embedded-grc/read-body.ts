import type { z } from 'zod';
import type { GrcCall } from './context.ts';
import { invalid, Problem } from './problem.ts';

/** The body as JSON; 400 when it is none, since nothing can then be said of its fields. */
export async function readJson(call: GrcCall): Promise<unknown> {
  const text = await call.req.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem({ status: 400, code: 'not-json', messageFr: 'Le message reçu n’est pas lisible.' });
  }
}

/** Throws 422 with the path of the first field that is wrong; the value itself is never repeated. */
export function checked<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  // A refinement of ours says its own sentence.
  if (issue?.code === 'custom' && issue.message !== 'Invalid input') throw invalid(path, issue.message);
  throw invalid(path, path === '' ? 'Le contenu envoyé n’est pas conforme.' : `Le champ « ${path} » n’est pas conforme.`);
}

export async function readBody<Shape extends z.ZodType>(call: GrcCall, shape: Shape): Promise<z.output<Shape>> {
  return checked(shape, await readJson(call));
}

/** A path parameter; the route's pattern guarantees it. */
export function param(call: GrcCall, name: string): string {
  return call.req.param(name as never) as string;
}
