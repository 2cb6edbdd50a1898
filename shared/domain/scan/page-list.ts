import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** A page in its place, as the clerk has it so far. */
export const listedPageSchema = z
  .object({
    id: uuidSchema,
    /** Clockwise, after straightening. */
    turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
    /** Whether the skew that was found is taken out. */
    straight: z.boolean(),
  })
  .readonly();
export type ListedPage = z.infer<typeof listedPageSchema>;

const pagesSchema = z.array(listedPageSchema).readonly();

/** The pages of a scan in order, and how they were before each change, latest last. */
export const pageListSchema = z.object({ pages: pagesSchema, before: z.array(pagesSchema).readonly() }).readonly();
export type PageList = z.infer<typeof pageListSchema>;

export const pageEditSchema = z.discriminatedUnion('edit', [
  /** To this place among the others, 0 first. */
  z.object({ edit: z.literal('move'), id: uuidSchema, to: z.int().nonnegative() }).readonly(),
  z.object({ edit: z.literal('delete'), ids: z.array(uuidSchema).readonly() }).readonly(),
  z.object({ edit: z.literal('turn'), id: uuidSchema, by: z.union([z.literal(90), z.literal(-90)]) }).readonly(),
  z.object({ edit: z.literal('straighten'), id: uuidSchema, straight: z.boolean() }).readonly(),
  z.object({ edit: z.literal('undo') }).readonly(),
]);
export type PageEdit = z.infer<typeof pageEditSchema>;

export const NO_PAGES: PageList = { pages: [], before: [] };
const MOST_UNDONE = 100;

/** A page that just came goes last. It is no change of the clerk's: undoing never takes it away. */
export function appendPage(list: PageList, id: string): PageList {
  const page: ListedPage = { id, turn: 0, straight: true };
  return { pages: [...list.pages, page], before: list.before.map((pages) => [...pages, page]) };
}

/** The list after one change; one that changes nothing (an unknown page, nothing to undo) leaves it as it is. */
export function editPages(list: PageList, edit: PageEdit): PageList {
  if (edit.edit === 'undo') {
    const last = list.before.at(-1);
    return last === undefined ? list : { pages: last, before: list.before.slice(0, -1) };
  }
  const pages = changed(list.pages, edit);
  return pages === undefined ? list : { pages, before: [...list.before, list.pages].slice(-MOST_UNDONE) };
}

function changed(pages: readonly ListedPage[], edit: Exclude<PageEdit, { edit: 'undo' }>): readonly ListedPage[] | undefined {
  switch (edit.edit) {
    case 'move':
      return moved(pages, edit.id, edit.to);
    case 'delete': {
      const left = pages.filter(({ id }) => !edit.ids.includes(id));
      return left.length === pages.length ? undefined : left;
    }
    case 'turn':
      return replaced(pages, edit.id, (page) => ({ ...page, turn: ((page.turn + edit.by + 360) % 360) as ListedPage['turn'] }));
    case 'straighten':
      return replaced(pages, edit.id, (page) => (page.straight === edit.straight ? undefined : { ...page, straight: edit.straight }));
  }
}

function moved(pages: readonly ListedPage[], id: string, to: number): readonly ListedPage[] | undefined {
  const from = pages.findIndex((page) => page.id === id);
  const page = pages[from];
  const place = Math.min(to, pages.length - 1);
  if (page === undefined || place === from) return undefined;
  const others = pages.filter((each) => each !== page);
  return [...others.slice(0, place), page, ...others.slice(place)];
}

function replaced(pages: readonly ListedPage[], id: string, change: (page: ListedPage) => ListedPage | undefined): readonly ListedPage[] | undefined {
  const page = pages.find((each) => each.id === id);
  const next = page && change(page);
  return next === undefined ? undefined : pages.map((each) => (each === page ? next : each));
}
