import type { Finding } from '../model/finding.ts';

/** Whether a finding counts as a problem: one that nobody silenced and that the editor lists; hints it only marks. */
export const isProblem = ({ suppressed, severity }: Finding): boolean =>
  suppressed === undefined && severity !== 'hint';
