/** The page of a running Chromium, through its debugging protocol: enough to press keys and to ask questions. */
export type DebuggedPage = {
  /** Runs a function in the page and answers with what it resolves to; both sides in JSON. */
  evaluate<Argument, Answer>(run: (argument: Argument) => Answer | Promise<Answer>, argument: Argument): Promise<Answer>;
  press(key: 'Enter'): Promise<void>;
  type(text: string): Promise<void>;
  close(): void;
};

type Target = { readonly type: string; readonly url: string; readonly webSocketDebuggerUrl: string };
type Reply = { readonly id?: number; readonly error?: { readonly message: string }; readonly result?: unknown };
type Evaluation = { readonly exceptionDetails?: { readonly exception?: { readonly description?: string } }; readonly result: { readonly value?: unknown } };

export async function openDebuggedPage(port: number): Promise<DebuggedPage> {
  const socket = new WebSocket(await pageAddress(port));
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let calls = 0;
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    const call = waiting.get(reply.id ?? 0);
    waiting.delete(reply.id ?? 0);
    if (reply.error) call?.reject(new Error(reply.error.message));
    else call?.resolve(reply.result);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the page is gone'));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the page did not answer')));
  });
  const send = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      socket.send(JSON.stringify({ id: calls, method, params }));
    });
  const stroke = async (key: object): Promise<void> => {
    await send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
    await send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  };
  return {
    async evaluate<Argument, Answer>(run: (argument: Argument) => Answer | Promise<Answer>, argument: Argument) {
      const expression = `(${run.toString()})(${JSON.stringify(argument) ?? 'undefined'})`;
      const { exceptionDetails, result } = await untilThere(() => send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }));
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'the page failed');
      return result.value as Answer;
    },
    press: (key) => stroke({ key, code: key, windowsVirtualKeyCode: 13, text: '\r' }),
    async type(text) {
      for (const letter of text) await stroke({ key: letter, text: letter });
    },
    close: () => socket.close(),
  };
}

/** What is asked of a page that is not yet there, or gives way to the next one, is asked again. */
async function untilThere(ask: () => Promise<unknown>): Promise<Evaluation> {
  for (;;) {
    try {
      return (await ask()) as Evaluation;
    } catch (error) {
      if (!(error instanceof Error && /execution context/i.test(error.message))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** A window begins on a blank page, whose questions are lost when the real one comes. */
async function pageAddress(port: number): Promise<string> {
  for (;;) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly Target[];
    const page = targets.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank');
    if (page !== undefined) return page.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
