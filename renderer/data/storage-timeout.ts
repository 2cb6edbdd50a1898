const LIMIT_MS = 10_000;

/** IndexedDB may neither complete nor abort on a full disk: every call carries our own limit, then rejects. */
export async function withinTenSeconds<T>(call: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('storage: no answer within 10 s')), LIMIT_MS);
  });
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
  }
}
