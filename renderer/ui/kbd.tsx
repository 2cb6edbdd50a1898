import './kbd.css';

/** A key or chord as written on the keyboard, e.g. `F9`, `Ctrl+Entrée`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="kbd">{keys}</kbd>;
}
