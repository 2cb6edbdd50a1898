import { z } from 'zod';
import { attachmentSchema, mediaTypeSchema } from '#shared/domain/document/attachment.ts';
import { appendPage, NO_PAGES, pageListSchema } from '#shared/domain/scan/page-list.ts';
import type { ScanProvenance } from '#shared/domain/scan/provenance.ts';
import { scannerIdSchema, scanProfileSchema } from '#shared/domain/scan/scanner.ts';
import { instantSchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

const runSchema = z
  .object({
    id: uuidSchema,
    device: z.object({ id: scannerIdSchema, name: z.string().max(300), kind: z.enum(['scanner', 'folder']) }).readonly(),
    profile: scanProfileSchema,
    clerk: z.object({ id: uuidSchema, name: z.string() }).readonly(),
    startedAt: instantSchema,
    /** Null while it runs. Found so later, the app had died, or had no room to say how it ended: sheets may still lie with the source. */
    endedAt: instantSchema.nullable(),
    /** The same, of a run that a full disk ended. */
    toRecover: z.boolean(),
  })
  .readonly();
export type ScanRun = z.infer<typeof runSchema>;

const sheetSchema = z
  .object({ id: uuidSchema, runId: uuidSchema, name: z.string().max(400), format: z.union([z.literal('pnm'), mediaTypeSchema]), resolution: z.int().positive().nullable() })
  .readonly();
export type KeptSheet = z.infer<typeof sheetSchema>;

const lookSchema = z.object({ dpi: z.int().nonnegative(), skew: z.number(), blank: z.boolean(), cropped: z.boolean() }).readonly();
export type KeptLook = z.infer<typeof lookSchema>;

const pageSchema = z.object({ id: uuidSchema, sheetId: uuidSchema, index: z.int().nonnegative(), look: lookSchema.nullable() }).readonly();
export type KeptPage = z.infer<typeof pageSchema>;

/** A scan as it is kept on disk, beside its sheets, until it is attached or given up. */
export const scanRecordSchema = z
  .object({
    id: uuidSchema,
    ownerId: uuidSchema,
    openedAt: instantSchema,
    /** Of the PDF to be: made now, so that making it twice is making it once. */
    attachmentId: uuidSchema,
    runs: z.array(runSchema).readonly(),
    sheets: z.array(sheetSchema).readonly(),
    pages: z.array(pageSchema).readonly(),
    list: pageListSchema,
    attached: attachmentSchema.nullable(),
  })
  .readonly();
export type ScanRecord = z.infer<typeof scanRecordSchema>;

export function openRecord(ids: { readonly id: string; readonly attachmentId: string }, ownerId: string, openedAt: string): ScanRecord {
  return { ...ids, ownerId, openedAt, runs: [], sheets: [], pages: [], list: NO_PAGES, attached: null };
}

/** The record with a sheet that is safe, its pages last in the list. */
export function withSheet(record: ScanRecord, sheet: KeptSheet, pages: readonly KeptPage[]): ScanRecord {
  return {
    ...record,
    sheets: [...record.sheets, sheet],
    pages: [...record.pages, ...pages],
    list: pages.reduce((list, page) => appendPage(list, page.id), record.list),
  };
}

export function withLooks(record: ScanRecord, sheetId: string, looks: readonly KeptLook[]): ScanRecord {
  return { ...record, pages: record.pages.map((page) => (page.sheetId === sheetId ? { ...page, look: looks[page.index] ?? page.look } : page)) };
}

export function withRun(record: ScanRecord, run: ScanRun): ScanRecord {
  const isNew = record.runs.every(({ id }) => id !== run.id);
  return { ...record, runs: isNew ? [...record.runs, run] : record.runs.map((each) => (each.id === run.id ? run : each)) };
}

/** The one PDF that the pages are, all of it in its order and as it is; undefined when anything was changed or added. */
export function untouchedPdf({ sheets, pages, list }: ScanRecord): KeptSheet | undefined {
  const [sheet] = sheets;
  if (sheets.length !== 1 || sheet?.format !== 'application/pdf' || list.pages.length !== pages.length) return undefined;
  return list.pages.every(({ id, turn }, place) => turn === 0 && pages[place]?.id === id) ? sheet : undefined;
}

/** What is kept for good of how the file was made. */
export function provenanceOf(record: ScanRecord, composedAt: string): ScanProvenance {
  const listed = record.list.pages.flatMap((page) => {
    const known = record.pages.find(({ id }) => id === page.id);
    return known === undefined ? [] : [{ ...page, look: known.look }];
  });
  const original = untouchedPdf(record) !== undefined;
  const pictures = listed.filter(({ look }) => look?.dpi !== 0).length;
  const done = (what: ScanProvenance['treatment'][number], is: boolean): ScanProvenance['treatment'] => (is ? [what] : []);
  return {
    runs: record.runs.map(({ id, device, profile, clerk, startedAt, endedAt }) => ({
      clerk,
      device: device.name,
      profile: device.kind === 'folder' ? null : profile,
      startedAt,
      endedAt: endedAt ?? composedAt,
      sheets: record.sheets.filter(({ runId }) => runId === id).length,
    })),
    resolutions: listed.map(({ look }) => look?.dpi ?? 0),
    treatment: [
      ...done('original', original),
      ...done('straightened', listed.some(({ straight, look }) => straight && look !== null && look.skew !== 0)),
      ...done('turned', listed.some(({ turn }) => turn !== 0)),
      ...done('cropped', listed.some(({ look }) => look?.cropped === true)),
      ...done('whitened', pictures > 0),
      ...done('compressed', pictures > 0),
      ...done('pages-left-out', listed.length < record.pages.length),
    ],
    composedAt,
  };
}
