import { acknowledgementHandlers } from './acknowledgement-routes.ts';
import { catalogueHandlers } from './catalogue-routes.ts';
import { deskDayHandlers } from './desk-day-routes.ts';
import { deskHandlers } from './desk-routes.ts';
import { documentHandlers } from './document-routes.ts';
import type { Handler } from './handlers.ts';
import { lockHandlers } from './lock-routes.ts';
import { lookupHandlers } from './lookup-routes.ts';
import { mailHandlers } from './mail-routes.ts';
import { relationHandlers } from './relation-routes.ts';
import { uploadHandlers } from './upload-routes.ts';
import { writeHandlers } from './write-routes.ts';

/** One for each route of the table; the server does not start without. */
export const handlers: Readonly<Record<string, Handler | undefined>> = {
  ...deskHandlers,
  ...catalogueHandlers,
  ...lookupHandlers,
  ...relationHandlers,
  ...documentHandlers,
  ...acknowledgementHandlers,
  ...mailHandlers,
  ...deskDayHandlers,
  ...lockHandlers,
  ...writeHandlers,
  ...uploadHandlers,
};
