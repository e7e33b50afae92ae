/** Which colours to write with: none unless the stream is a terminal; NO_COLOR and FORCE_COLOR are honoured. */
import picocolors from 'picocolors';

export type Colours = ReturnType<typeof picocolors.createColors>;

/** https://no-color.org: NO_COLOR, set to whatever is not empty turns colour off. */
export function coloursFor(isTty: boolean, env: Readonly<Record<string, string | undefined>>): Colours {
  return picocolors.createColors(wantsColour(isTty, env));
}

function wantsColour(isTty: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTty && env['TERM'] !== 'dumb';
}
