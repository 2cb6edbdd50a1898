import type { z } from 'zod';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { ScannerDevice, ScannerOptions, ScanProblem } from '#shared/domain/scan/scanner.ts';
import type { Result } from '#shared/lib/result.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { cacheArgs } from './cache.ts';
import { dayArgs, type DayView } from './day.ts';
import { journalArgs, type JournalHarm, type RecordRefusal } from './journal.ts';
import { leavingArgs, type Unsent } from './leaving.ts';
import { printingArgs, type AcknowledgementProblem, type AcknowledgementView, type PrinterView, type PrintJobView } from './printing.ts';
import { scanningArgs, type AttachScanRefusal, type ScanView, type StartScanRefusal } from './scanning.ts';
import {
  sessionArgs,
  type EnrolAgainRefusal,
  type EnrolRefusal,
  type PassphraseRefusal,
  type SessionView,
  type SignInRefusal,
} from './session.ts';
import { settingsArgs, type SettingsView } from './settings.ts';

/** Runtime twin of MainCalls: every argument list is parsed at registration, before a handler sees it. */
export const callArgs = { ...sessionArgs, ...settingsArgs, ...printingArgs, ...scanningArgs, ...journalArgs, ...leavingArgs, ...dayArgs, ...cacheArgs } as const;

export type CallName = keyof typeof callArgs;
export type CallArgs<Name extends CallName> = z.infer<(typeof callArgs)[Name]>;

/** What main answers to each call: the one map of signatures. */
export type CallResults = {
  'session:view': SessionView;
  'session:choose-grc': SessionView;
  'session:passphrase': Result<SessionView, PassphraseRefusal>;
  'session:enrol': Result<SessionView, EnrolRefusal>;
  'session:enrol-again': Result<SessionView, EnrolAgainRefusal>;
  'session:stay-enrolled': SessionView;
  'session:sign-in': Result<SessionView, SignInRefusal>;
  'session:lock': SessionView;
  'session:sign-out': SessionView;
  'settings:view': SettingsView;
  'settings:change': SettingsView;
  'printing:jobs': readonly PrintJobView[];
  'printing:printer': PrinterView;
  'printing:reprint': Result<PrintJobView, { readonly code: 'unknown-request' | 'voided' }>;
  'printing:resolve': readonly PrintJobView[];
  'printing:save-a4': Result<{ readonly saved: boolean }, { readonly code: 'unknown-request' | 'voided' | 'disk-full' }>;
  'printing:acknowledgement': Result<AcknowledgementView, AcknowledgementProblem>;
  'printing:print-acknowledgement': Result<PrintJobView, AcknowledgementProblem | 'none'>;
  'printing:acknowledgement-posted': Result<AcknowledgementView, AcknowledgementProblem>;
  'scanning:devices': Result<readonly ScannerDevice[], ScanProblem>;
  'scanning:options': Result<ScannerOptions, ScanProblem>;
  'scanning:view': ScanView | null;
  'scanning:start': Result<ScanView | null, StartScanRefusal>;
  'scanning:stop': ScanView | null;
  'scanning:edit': ScanView | null;
  'scanning:take-over': ScanView | null;
  'scanning:attach': Result<Attachment, AttachScanRefusal>;
  'scanning:close': null;
  'scanning:choose-folder': SettingsView;
  'journal:record': Result<SealedIntent, RecordRefusal>;
  'journal:harm': JournalHarm;
  'cache:clear': boolean;
  'day:sheet': DayView | null;
  'day:close': Result<SealedIntent, RecordRefusal>;
  'day:save-pdf': Result<{ readonly saved: boolean }, { readonly code: 'not-open' | 'disk-full' }>;
  'leaving:tell': null;
  'leaving:answer': null;
};

/** Main to renderer; each is a state to show, never a command. */
export type MainEvents = {
  'session:changed': SessionView;
  'settings:changed': SettingsView;
  'printing:jobs-changed': readonly PrintJobView[];
  'printing:printer-changed': PrinterView;
  'scanning:changed': ScanView | null;
  /** The desk is about to close with unsent work. */
  'leaving:asked': Unsent;
};
export type EventName = keyof MainEvents;
export const eventNames = [
  'session:changed',
  'settings:changed',
  'printing:jobs-changed',
  'printing:printer-changed',
  'scanning:changed',
  'leaving:asked',
] as const satisfies readonly EventName[];
