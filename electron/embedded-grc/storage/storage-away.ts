/** PostgreSQL's classes: connection exceptions, insufficient resources (a full disk, too many connections), operator intervention. */
const AWAY_CLASSES = ['08', '53', '57P'];
const AWAY_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOSPC', 'EDQUOT',
  // The database itself takes no connection just now.
  '55000'];

/** Whether the storage, not the call, is why a call failed: the same call may pass later. */
export function isStorageAway(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  // pg gives no code to a connection that ended under a query, or that was not made in time.
  return AWAY_CODES.includes(code) || AWAY_CLASSES.some((prefix) => code.startsWith(prefix)) || /^(Connection terminated|timeout exceeded when trying to connect)/.test(cause.message);
}
