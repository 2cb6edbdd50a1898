import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import './field.css';
import './finder-list.css';

export type FinderItem = {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly tags?: readonly string[] | undefined;
};

/**
 * An input with its list always in the page (never a popover: decisions on accessibility). The first match is
 * highlighted, arrows move, Enter picks; the focus stays in the input (ARIA combobox with an inline listbox).
 */
export function FinderList({ label, inputValue, onInputChange, items, onPick, emptyText, loading = false, autoFocus = false, hint, error, inputId, note, showWhenEmpty = true }: {
  readonly label: string;
  readonly inputValue: string;
  readonly onInputChange: (value: string) => void;
  readonly items: readonly FinderItem[];
  readonly onPick: (id: string) => void;
  readonly emptyText: ReactNode;
  readonly loading?: boolean;
  readonly autoFocus?: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly inputId?: string;
  /** A quiet line below what was found; empty, it only keeps its place. */
  readonly note?: string | undefined;
  /** Show the list (or its empty text) while nothing is typed. */
  readonly showWhenEmpty?: boolean;
}) {
  const ownId = useId();
  const id = inputId ?? ownId;
  const [cursor, setCursor] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const active = Math.min(cursor, items.length - 1);
  const open = showWhenEmpty || inputValue.trim() !== '';
  const help = error ?? hint;

  const moveTo = (next: number): void => {
    setCursor(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || items.length === 0 || !open) return;
    switch (event.key) {
      case 'ArrowDown':
        moveTo((active + 1) % items.length);
        break;
      case 'ArrowUp':
        moveTo((active - 1 + items.length) % items.length);
        break;
      case 'Enter': {
        const item = items[active];
        if (item === undefined || loading || event.ctrlKey) return;
        onPick(item.id);
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div className="field finder">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        id={id}
        className="input"
        role="combobox"
        aria-expanded={open && items.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && items.length > 0 ? `${id}-${active}` : undefined}
        aria-invalid={error !== undefined ? true : undefined}
        aria-describedby={help !== undefined ? `${id}-help` : undefined}
        autoComplete="off"
        spellCheck={false}
        // The clerk's first key must land here; the screen decides when.
        autoFocus={autoFocus}
        value={inputValue}
        onChange={(event) => {
          setCursor(0);
          onInputChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {help !== undefined && (
        <p id={`${id}-help`} className={error !== undefined ? 'field-error' : 'field-hint'}>
          {help}
        </p>
      )}
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={label} className="finder-list" hidden={!open || items.length === 0}>
        {items.map((item, index) => (
          <li
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="finder-item"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(item.id)}
          >
            <span className="finder-title">{item.title}</span>
            {item.detail !== undefined && <span className="finder-detail">{item.detail}</span>}
            {item.tags !== undefined && item.tags.length > 0 && <span className="finder-tags">{item.tags.join(' · ')}</span>}
          </li>
        ))}
      </ul>
      <div role="status" className="finder-empty">
        {open && !loading && items.length === 0 && inputValue.trim() !== '' ? emptyText : null}
        {open && note !== undefined && <p className="finder-note">{note}</p>}
      </div>
    </div>
  );
}
