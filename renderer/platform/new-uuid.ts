import { uuidv7 } from '#shared/lib/uuid.ts';

/** A UUIDv7 of this instant: ids and opIds are made in the renderer when a form opens. */
export function newUuid(): string {
  return uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
