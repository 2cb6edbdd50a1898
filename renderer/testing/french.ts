import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

/** Words as the app shows them: French is the source text. */
export function speakFrench(): void {
  i18n.setMessagesCompiler(compileMessage);
  i18n.load('fr', {});
  i18n.activate('fr');
}
