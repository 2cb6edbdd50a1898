/** A bug of one line, put in on purpose: the histories must catch it. `find` occurs once in the file. */
export type Mutation = { readonly name: string; readonly file: string; readonly find: string; readonly put: string };

const engine = 'shared/sync/engine.ts';
const merge = 'shared/sync/merge.ts';
const outbox = 'shared/sync/outbox.ts';
const overlay = 'shared/sync/overlay.ts';
const report = 'shared/sync/sync-report.ts';
const verdict = 'shared/sync/verdict.ts';

export const MUTATIONS: readonly Mutation[] = [
  { name: 'the outbox forgets before the journal has the answer', file: engine, find: "if (!told) return this.#postpone(opId, { kind: 'retry-later', reason: 'server-error', retryAfterMs: null, scope: 'this-write' });\n    if (verdict.kind", put: 'if (verdict.kind' },
  { name: 'a refused write is forgotten', file: engine, find: 'await this.#mark([{ ...entry, state: parked(verdict) }]);', put: 'await this.#ports.storage.settle(operation, null);' },
  { name: 'the journal takes a refusal for an acceptance', file: engine, find: "verdict.kind === 'accepted'\n        ? { opId", put: 'true\n        ? { opId' },
  { name: 'an accepted write stays in memory', file: engine, find: '      this.#queue.delete(opId);\n', put: '' },
  { name: 'an accepted write stays in the cache', file: engine, find: 'await this.#ports.storage.settle(operation, verdict.answer);', put: '' },
  { name: 'no timer is armed', file: engine, find: '      if (this.#running) {\n        this.#onReport(this.report());\n        this.#arm();', put: '      if (this.#running) {\n        this.#onReport(this.report());' },
  { name: 'the breaker never closes', file: engine, find: '!verdict.answer.more);\n        this.#breaker = undefined;', put: '!verdict.answer.more);' },
  { name: 'no wait after a failure', file: engine, find: 'this.#waits.set(opId, { failures, notBefore: this.#later(failures, weather) });', put: '' },
  { name: 'the back-off is nothing', file: 'shared/sync/back-off.ts', find: 'Math.round(random * ceiling)', put: '0 * random * ceiling' },
  { name: 'waiting writes are not read again at a start', file: engine, find: 'if (!this.#settled.has(entry.operation.opId) && ', put: "if (entry.state.kind === 'recorded' && " },
  { name: 'a row of each page is skipped', file: engine, find: 'applyPage(verdict.answer.items, verdict', put: 'applyPage(verdict.answer.items.slice(1), verdict' },
  { name: 'an expired cursor is kept', file: engine, find: 'if (outcome?.status === 410) await this.#ports.storage.readAgain();', put: '' },
  { name: 'what was deleted unseen stays', file: engine, find: 'verdict.answer.nextCursor, !verdict.answer.more);', put: 'verdict.answer.nextCursor, false);' },
  { name: 'pulling never ends', file: engine, find: '      this.#pulling = false;\n', put: '' },
  { name: 'a file is said complete at its first piece', file: 'shared/sync/upload-lane.ts', find: "if (answer?.phase === 'verified')", put: "if (answer?.phase === 'verified' || answer?.phase === 'sending')" },
  { name: 'a clerk’s retry does nothing', file: engine, find: "await this.#mark([{ ...entry, state: { kind: 'waiting' } }]);\n    this.#waits", put: 'this.#waits' },
  { name: 'all is said to be sent while something waits', file: report, find: "if (oldestAt !== null) return { phase: 'sending', waiting: waiting.length, oldestAt };", put: '' },
  { name: 'what is to handle is not counted', file: report, find: 'toHandle: toHandle.filter(isForClerks).length', put: 'toHandle: 0' },
  { name: 'a write under way is sent again', file: outbox, find: 'free.filter(({ operation }) => !underWay.has(operation.opId))', put: 'free.filter(({ operation }) => operation !== undefined)' },
  { name: 'all writes at once', file: outbox, find: 'writes.slice(0, Math.max(0, WRITES_IN_PARALLEL - (underWay.size - uploadsUnderWay)))', put: 'writes' },
  { name: 'all files at once', file: outbox, find: 'uploads.slice(0, Math.max(0, UPLOADS_IN_PARALLEL - uploadsUnderWay))', put: 'uploads' },
  { name: 'no order within an aggregate', file: outbox, find: '!heads.has(line) && ', put: '' },
  { name: 'a refused write does not hold back its followers', file: outbox, find: 'stuckLines.has(line) || ', put: '' },
  { name: 'what depends on a refused write is not held', file: outbox, find: '      stuck.add(operation.opId);\n', put: '' },
  { name: 'a person’s creation holds nothing back', file: outbox, find: "operation.type === 'citizen/create' || operation.type === 'request/create'", put: "operation.type === 'request/create'" },
  { name: 'an accepted letter is forgotten', file: overlay, find: 'return acceptedMailItem(base as MailItem | null, operation, answer);', put: 'return base;' },
  { name: 'a refused write is tried for ever', file: outbox, find: "if (state.kind === 'parked' || held)", put: 'if (held)' },
  { name: 'the last write in is the first out', file: 'shared/sync/queued-operation.ts', find: 'a.operation.seq - b.operation.seq', put: 'b.operation.seq - a.operation.seq' },
  { name: 'each replay makes new keys', file: 'shared/sync/operations-of.ts', find: "type: 'request/amend', opId, seq", put: "type: 'request/amend', opId: crypto.randomUUID(), seq" },
  { name: 'a welcome page counts as an acceptance', file: verdict, find: "answer === undefined ? everything('proxy', outcome.retryAfterMs) :", put: '' },
  { name: 'signed out counts as a refusal', file: verdict, find: "  if (status === 401) return everything(isNotEnrolled(body) ? 'not-enrolled' : problem.success ? 'unauthorised' : 'proxy', outcome.retryAfterMs);", put: "  if (status === 401) return { kind: 'needs-clerk', code: 'signed-out', messageFr: null };" },
  { name: 'a server’s bug counts as a refusal', file: verdict, find: 'problem.success && !problem.data.retryable', put: 'problem.success' },
  { name: 'a refusal counts as weather', file: verdict, find: 'problem.success && !problem.data.retryable', put: 'false' },
  { name: 'the gateway’s answer is taken for the GRC’s', file: verdict, find: '  if (gateway !== null) return everything(gatewayReason(gateway), outcome.retryAfterMs);\n', put: '' },
  { name: 'waiting is shown as transmitted', file: overlay, find: 'if (texts.length === 0)', put: 'if (texts.length <= 1)' },
  { name: 'an amendment is laid twice', file: overlay, find: '  if (record.amendments.some(({ id }) => id === amendment.id)) return record;\n', put: '' },
  { name: 'the later of two values wins unseen', file: merge, find: 'const untouched = same(now, before) || same(now, after);', put: 'const untouched = true;' },
  { name: 'the other desk’s phones are replaced', file: merge, find: 'const union = [...kept, ', put: 'const union = [' },
  { name: 'the other desk’s note is replaced', file: merge, find: '`${there.trimEnd()}\\n${here.slice(was.length).trimStart()}`', put: 'here' },
  { name: 'a merged write leaves without its changes', file: 'shared/sync/rebase.ts', find: 'amendment: { ...amendment, changes }, rebased: true };\n}\n\n/** Changes as', put: 'amendment: { ...amendment, changes: [] }, rebased: true };\n}\n\n/** Changes as' },
  { name: 'a merged write leaves as it was', file: engine, find: 'await this.#mark([{ ...entry, operation }]);', put: 'await this.#mark([entry]);' },
  { name: 'the journal never learns how a write was merged', file: engine, find: "code: null, changes: amendment.changes }", put: 'code: null }' },
  { name: 'what a clerk did not choose is kept nowhere', file: 'shared/sync/answer.ts', find: '...(setAside.length > 0 && { setAside }),', put: '' },
  { name: 'an answered write stays in memory', file: engine, find: 'for (const opId of held) if (!there.has(opId)) this.#queue.delete(opId);', put: '' },
  { name: 'an answered write comes back with the replay', file: 'shared/sync/operations-of.ts', find: "return 'answers' in intent ? (intent.answers ?? []) : [];", put: 'return intent.opId === null ? [] : [];' },
];
