/** Whether `name` begins with `typed` but for one letter: missing, added, replaced, or two neighbours exchanged. */
export function isOneTypoPrefix(typed: string, name: string): boolean {
  let same = 0;
  while (same < typed.length && typed.charCodeAt(same) === name.charCodeAt(same)) same += 1;
  if (same === typed.length) return true;
  return (
    goesOn(typed, same + 1, name, same + 1) || // replaced
    goesOn(typed, same, name, same + 1) || // missing
    goesOn(typed, same + 1, name, same) || // added
    (typed[same] === name[same + 1] && typed[same + 1] === name[same] && goesOn(typed, same + 2, name, same + 2)) // exchanged
  );
}

/** Whether `name` goes on at `there` as `typed` does to its end at `here`. */
function goesOn(typed: string, here: number, name: string, there: number): boolean {
  return name.startsWith(typed.slice(here), there);
}
