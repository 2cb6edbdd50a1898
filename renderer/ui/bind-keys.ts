import { tinykeys, type KeybindingsMap } from 'tinykeys';

/**
 * Keys that work wherever the focus is, text fields included: function keys and chords are a clerk's main way through.
 * Answers what unbinds them.
 */
export function bindKeys(keys: KeybindingsMap): () => void {
  return tinykeys(window, keys, { ignore: (event) => event.isComposing });
}
