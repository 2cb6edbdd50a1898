/** The longest time between two frames of this page since the last question, in milliseconds. */
export type FrameWatch = { longest(): number };

export function watchFrames(): FrameWatch {
  let longest = 0;
  let last = performance.now();
  const frame = (now: number): void => {
    longest = Math.max(longest, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return {
    longest: () => {
      const value = longest;
      longest = 0;
      return value;
    },
  };
}
