import { z } from 'zod';
import { cacheScopeSchema } from '#shared/contracts/grc-api/policy.ts';
import { scannerIdSchema, scanProfileSchema } from '#shared/domain/scan/scanner.ts';

export const themeSchema = z.enum(['system', 'light', 'dark', 'contrast']);

export const printerSettingsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }).readonly(),
  z
    .object({
      kind: z.literal('tcp'),
      host: z.string().min(1).max(253),
      port: z.int().min(1).max(65535),
      columns: z.union([z.literal(48), z.literal(42), z.literal(35), z.literal(32)]),
    })
    .readonly(),
]);
export type PrinterSettings = z.infer<typeof printerSettingsSchema>;

/** `ipp://host/ipp/print`, `ipps://…`, or the web address of a print server's queue. */
export const letterPrinterSchema = z.url({ protocol: /^(ipps?|https?)$/ }).max(500);

/** `settings.json` in the user data folder; a policy file of the IT department wins over it. */
export const settingsSchema = z
  .object({
    /** Absent until chosen: the first start asks (a checkout starts with demo). */
    grc: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('demo') }).readonly(),
      z.object({ kind: z.literal('embedded') }).readonly(),
      z.object({ kind: z.literal('remote'), url: z.url() }).readonly(),
    ]).optional(),
    printer: printerSettingsSchema.default({ kind: 'none' }),
    /** Where letters are printed: an A4 printer or a print server that takes PDF over IPP. Null: they are shown, and saved as PDF. */
    letterPrinter: letterPrinterSchema.nullable().default(null),
    /** The device and profile offered first: those used last, unless the policy says which. */
    scanner: z.object({ deviceId: scannerIdSchema, profile: scanProfileSchema }).readonly().nullable().default(null),
    /** Where the copier writes for this desk, and only for it; chosen in a dialog of main, or by the policy. */
    scanFolder: z.string().min(1).max(1000).nullable().default(null),
    theme: themeSchema.default('system'),
    idleLockMinutes: z.int().min(1).max(120).default(10),
    cacheScope: cacheScopeSchema.default('site'),
  })
  .readonly();
export type Settings = z.infer<typeof settingsSchema>;

/** Settings as the screens see them, with what the policy has locked. */
export type SettingsView = {
  readonly settings: Settings;
  readonly locked: readonly (keyof Settings)[];
  /** ESSAI banner: demo data, or an Electron that is out of support. */
  readonly trial: { readonly demoData: boolean; readonly electronOutOfSupport: boolean };
  readonly version: string;
  readonly electron: string;
};

export const settingsArgs = {
  'settings:view': z.tuple([]),
  'settings:change': z.tuple([
    z.object({
      printer: printerSettingsSchema.optional(),
      letterPrinter: letterPrinterSchema.nullable().optional(),
      theme: themeSchema.optional(),
      idleLockMinutes: z.int().min(1).max(120).optional(),
      scanner: z.object({ deviceId: scannerIdSchema, profile: scanProfileSchema }).readonly().optional(),
    }),
  ]),
} as const;
