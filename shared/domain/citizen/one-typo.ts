/**
 * Whether the name that begins at `from` begins with `typed` but for one letter: missing, added, replaced, or two neighbours exchanged.
 * It ends with `text`, or at a character that is never typed.
 */
export function isOneTypoPrefix(typed: string, text: string, from = 0): boolean {
  let same = 0;
  while (same < typed.length && typed.charCodeAt(same) === text.charCodeAt(from + same)) same += 1;
  if (same === typed.length) return true;
  const at = from + same;
  return (
    goesOn(typed, same + 1, text, at + 1) || // replaced
    goesOn(typed, same, text, at + 1) || // missing
    goesOn(typed, same + 1, text, at) || // added
    (typed.charCodeAt(same) === text.charCodeAt(at + 1) && typed.charCodeAt(same + 1) === text.charCodeAt(at) && goesOn(typed, same + 2, text, at + 2)) // exchanged
  );
}

/** Whether the text goes on at `there` as `typed` does from `here` to its end. */
function goesOn(typed: string, here: number, text: string, there: number): boolean {
  for (let ahead = 0; here + ahead < typed.length; ahead++) {
    if (typed.charCodeAt(here + ahead) !== text.charCodeAt(there + ahead)) return false;
  }
  return true;
}
