/** What may happen to a desk, by its number; `invariant` is what must hold whatever happens. */
export type Scenario = { readonly number: number; readonly name: string };

export const SCENARIOS: readonly Scenario[] = [
  'drop before the request reaches the server',
  'reply lost after commit',
  'reply lost, then another desk edits, then retry',
  '500 after commit',
  '503 for two hours, then twenty desks return',
  'captive portal, 200 and HTML',
  'a 404 of the network’s edge',
  '401 in the middle of a queue, another clerk signs in',
  'slow-loris, half-open socket',
  'duplicated, reordered, delayed requests',
  'double click, double submit on two windows',
  'same citizen or request, different fields',
  'same citizen or request, same field',
  'delete versus edit',
  'citizen merged at the server while operations wait',
  'poison operation at the head of the queue',
  'parent refused, child waiting',
  'kill between journal and cache',
  'kill between cache and send, between reply and acknowledgement',
  'kill in the middle of an upload',
  'power cut: unflushed pages dropped or torn',
  'journal tail torn, one bit flipped',
  'disk full at each step, then freed',
  'IndexedDB deleted, unopenable or hung',
  'attachment file deleted or altered',
  'clock +1 h, −1 day, year 2099',
  'cursor below the floor after three weeks off',
  'application upgraded, then rolled back, operations waiting',
  'leader window frozen, two leaders',
  'key store reset, other user, cloned profile',
].map((name, index) => ({ number: index + 1, name }));

export const INVARIANTS = {
  I1: 'lost',
  I2: 'doubled',
  I3: 'out of order',
  I4: 'diverged',
  I5: 'silently overwritten',
  I6: 'file said complete',
  I7: 'status ahead of the truth',
  I8: 'in clear, or not recoverable',
} as const;
export type Invariant = keyof typeof INVARIANTS;
