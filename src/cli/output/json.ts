/** `-o json`: one document on standard output, ended by a line break. Its shapes are in docs/cli.md and only grow. */

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

export function renderJson(value: Json): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** A value of a plain key for a JSON document: text when it is UTF-8, else base64. */
export function jsonBytes(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
