/** Whether `name` begins with `typed` but for one letter: missing, added, replaced, or two neighbours exchanged. */
export function isOneTypoPrefix(typed: string, name: string): boolean {
  let same = 0;
  while (same < typed.length && typed[same] === name[same]) same += 1;
  if (same === typed.length) return true;
  const rest = typed.slice(same);
  const left = name.slice(same);
  return (
    left.slice(1).startsWith(rest.slice(1)) || // replaced
    left.slice(1).startsWith(rest) || // missing
    left.startsWith(rest.slice(1)) || // added
    (rest.length > 1 && left[0] === rest[1] && left[1] === rest[0] && left.slice(2).startsWith(rest.slice(2))) // exchanged
  );
}
