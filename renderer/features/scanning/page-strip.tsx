import { t } from '@lingui/core/macro';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import type { ScanPageView } from '#shared/contracts/ipc/scanning.ts';
import type { PageEdit } from '#shared/domain/scan/page-list.ts';

/** The change that a key asks for on the page that has the focus; undefined for any other key. */
export function editOfKey(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'shiftKey'>, pages: readonly ScanPageView[], at: number): PageEdit | undefined {
  const page = pages[at];
  // By its place on the keyboard: Caps Lock or another layout change the letter.
  if (event.ctrlKey) return event.key.toLowerCase() === 'z' ? { edit: 'undo' } : undefined;
  if (page === undefined) return undefined;
  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowLeft')) return at === 0 ? undefined : { edit: 'move', id: page.id, to: at - 1 };
  if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowRight')) return { edit: 'move', id: page.id, to: at + 1 };
  if (event.altKey) return undefined;
  if (event.key === 'Delete') return { edit: 'delete', ids: [page.id] };
  if (event.key.toLowerCase() === 'r') return { edit: 'turn', id: page.id, by: event.shiftKey ? -90 : 90 };
  if (event.key.toLowerCase() === 'd' && page.canStraighten) return { edit: 'straighten', id: page.id, straight: !page.straight };
  return undefined;
}

/** The place that an arrow leads to. */
export function placeOfKey(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** Every page, small, in order. One tab stop: arrows choose, Alt and arrows move, R turns, Delete deletes, Ctrl+Z undoes. */
export function PageStrip({ pages, at, onSelect, onEdit, onEnter, describedBy }: {
  readonly pages: readonly ScanPageView[];
  readonly at: number;
  readonly onSelect: (at: number) => void;
  readonly onEdit: (edit: PageEdit) => void;
  readonly onEnter: () => void;
  readonly describedBy: string;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const edit = editOfKey(event, pages, at);
    const place = edit === undefined && !event.altKey && !event.ctrlKey ? placeOfKey(event.key, at, pages.length) : undefined;
    if (edit === undefined && place === undefined && event.key !== 'Enter') return;
    if (event.key === 'Enter' && event.ctrlKey) return;
    event.preventDefault();
    if (edit !== undefined) {
      onEdit(edit);
      if (edit.edit === 'move') onSelect(Math.min(edit.to, pages.length - 1));
    } else if (place !== undefined) onSelect(place);
    else onEnter();
  };
  const active = pages[at];
  return (
    <ul
      ref={list}
      id="scan-pages"
      className="scan-strip"
      role="listbox"
      aria-label={t`Pages numérisées`}
      aria-describedby={describedBy}
      aria-activedescendant={active === undefined ? undefined : `scan-page-${active.id}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {pages.map((page, place) => (
        <li
          key={page.id}
          id={`scan-page-${page.id}`}
          className="scan-page"
          role="option"
          aria-selected={place === at}
          aria-label={nameOf(page, place)}
          onClick={() => onSelect(place)}
        >
          {page.looked ? (
            <img src={deskPaths.scanThumbnail(page.id)} alt="" data-turn={page.turn} />
          ) : (
            <span className="scan-page-empty" />
          )}
          <span className="scan-page-number">{place + 1}</span>
          {page.blank && <span className="scan-page-blank">{t`blanche ?`}</span>}
        </li>
      ))}
    </ul>
  );
}

function nameOf(page: ScanPageView, place: number): string {
  const said = [t`Page ${place + 1}`];
  if (page.blank) said.push(t`sans doute blanche`);
  if (page.turn !== 0) said.push(t`tournée de ${page.turn} degrés`);
  if (!page.straight) said.push(t`laissée de travers`);
  return said.join(', ');
}
