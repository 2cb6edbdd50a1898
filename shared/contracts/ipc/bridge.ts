import type { CallArgs, CallName, CallResults, EventName, MainEvents } from './calls.ts';

type Call<Name extends CallName> = (...args: CallArgs<Name>) => Promise<CallResults[Name]>;
type Subscribe<Name extends EventName> = (listener: (payload: MainEvents[Name]) => void) => () => void;

/** `window.desktop`: all that the page may ask of main; each slice is written beside the code that answers it. */
export type DesktopBridge = {
  readonly session: {
    readonly view: Call<'session:view'>;
    readonly chooseGrc: Call<'session:choose-grc'>;
    readonly passphrase: Call<'session:passphrase'>;
    readonly enrol: Call<'session:enrol'>;
    readonly enrolAgain: Call<'session:enrol-again'>;
    readonly stayEnrolled: Call<'session:stay-enrolled'>;
    readonly signIn: Call<'session:sign-in'>;
    readonly lock: Call<'session:lock'>;
    readonly signOut: Call<'session:sign-out'>;
    readonly onChanged: Subscribe<'session:changed'>;
  };
  readonly settings: {
    readonly view: Call<'settings:view'>;
    readonly change: Call<'settings:change'>;
    readonly onChanged: Subscribe<'settings:changed'>;
  };
  readonly printing: {
    readonly jobs: Call<'printing:jobs'>;
    readonly printer: Call<'printing:printer'>;
    readonly reprint: Call<'printing:reprint'>;
    readonly resolve: Call<'printing:resolve'>;
    readonly saveA4: Call<'printing:save-a4'>;
    readonly acknowledgement: Call<'printing:acknowledgement'>;
    readonly printAcknowledgement: Call<'printing:print-acknowledgement'>;
    readonly acknowledgementPosted: Call<'printing:acknowledgement-posted'>;
    readonly onJobsChanged: Subscribe<'printing:jobs-changed'>;
    readonly onPrinterChanged: Subscribe<'printing:printer-changed'>;
  };
  readonly scanning: {
    readonly devices: Call<'scanning:devices'>;
    readonly options: Call<'scanning:options'>;
    readonly view: Call<'scanning:view'>;
    readonly start: Call<'scanning:start'>;
    readonly stop: Call<'scanning:stop'>;
    readonly edit: Call<'scanning:edit'>;
    readonly takeOver: Call<'scanning:take-over'>;
    readonly attach: Call<'scanning:attach'>;
    readonly close: Call<'scanning:close'>;
    readonly chooseFolder: Call<'scanning:choose-folder'>;
    readonly onChanged: Subscribe<'scanning:changed'>;
  };
  readonly cache: { readonly clear: Call<'cache:clear'> };
  readonly day: { readonly sheet: Call<'day:sheet'>; readonly close: Call<'day:close'>; readonly savePdf: Call<'day:save-pdf'> };
  readonly leaving: {
    readonly tell: Call<'leaving:tell'>;
    readonly answer: Call<'leaving:answer'>;
    readonly onAsked: Subscribe<'leaving:asked'>;
  };
  readonly journal: { readonly record: Call<'journal:record'>; readonly harm: Call<'journal:harm'> };
};
