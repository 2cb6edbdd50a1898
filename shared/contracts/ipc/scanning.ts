import { z } from 'zod';
import type { Attachment, AttachmentRefusal } from '#shared/domain/document/attachment.ts';
import { pageEditSchema, type ListedPage } from '#shared/domain/scan/page-list.ts';
import { scannerIdSchema, scanProfileSchema, type ScanProblem } from '#shared/domain/scan/scanner.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** Why nothing more comes; what came before is kept. `interrupted`: the app ended in the middle. */
export type ScanStop = ScanProblem | 'disk-full' | 'too-many-pages' | 'interrupted';

export type ScanActivity =
  | { readonly state: 'idle' }
  /** `share` of the sheet being read, 0 to 1. */
  | { readonly state: 'reading'; readonly share: number }
  /** At the copier's folder: nothing has come, or the folder can't be reached. */
  | { readonly state: 'waiting' | 'source-gone' }
  | { readonly state: 'stopped'; readonly stop: ScanStop }
  | { readonly state: 'composing'; readonly done: number };

/** `looked` false: its small picture is on its way. `skew` in degrees. */
export type ScanPageView = ListedPage & { readonly looked: boolean; readonly skew: number; readonly blank: boolean; readonly canStraighten: boolean };

/** A file of the copier that was not taken. */
export type RefusedScanFile = { readonly name: string; readonly reason: AttachmentRefusal | 'unfinished' | 'duplicate' };

/** The scan that is under way on this desk; there is one at most. */
export type ScanView = {
  readonly id: string;
  /** The visit or letter for which it was begun. */
  readonly ownerId: string;
  readonly openedAt: string;
  /** Of its latest run, as the clerk sees it. */
  readonly device: { readonly id: string; readonly name: string; readonly kind: 'scanner' | 'folder' };
  readonly pages: readonly ScanPageView[];
  readonly canUndo: boolean;
  readonly activity: ScanActivity;
  readonly refused: readonly RefusedScanFile[];
  /** The PDF made of it: now it is only to be attached, or given up. */
  readonly attached: Attachment | null;
};

export type StartScanRefusal = 'no-clerk' | 'busy' | 'other-owner' | 'device-gone' | 'disk-full';
export type AttachScanRefusal = AttachmentRefusal | 'no-pages' | 'still-reading' | 'no-clerk';

export const scanningArgs = {
  /** Looks for devices: takes seconds when it searches the network. */
  'scanning:devices': z.tuple([]),
  'scanning:options': z.tuple([scannerIdSchema]),
  'scanning:view': z.tuple([]),
  /** Begins a scan for an owner, or goes on with the one that is under way for it. */
  'scanning:start': z.tuple([z.object({ ownerId: uuidSchema, deviceId: scannerIdSchema, profile: scanProfileSchema })]),
  /** Stops the device; the pages stay. */
  'scanning:stop': z.tuple([]),
  'scanning:edit': z.tuple([pageEditSchema]),
  /** Gives the scan under way to another owner, by the clerk's own decision. */
  'scanning:take-over': z.tuple([uuidSchema]),
  /** Makes the PDF and keeps it as an attachment; asked again, the first answer. */
  'scanning:attach': z.tuple([z.string().min(1).max(200)]),
  /** The owner holds the attachment, or the clerk gave the pages up: nothing of the scan is kept. */
  'scanning:close': z.tuple([z.enum(['attached', 'given-up'])]),
  /** Asks where the copier writes; the page can name no folder itself. */
  'scanning:choose-folder': z.tuple([]),
} as const;
