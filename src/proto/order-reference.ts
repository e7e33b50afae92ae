/** The printable order reference: line/train/date/order-id, each part percent-encoded where it must be. It holds everything
 *  that routes a later command to the order, so nobody ever scans for one. */

export interface OrderAddress {
  readonly line: string;
  readonly train: string;
  readonly date: string;
  readonly orderId: string;
}

/** Keeps letters of every script readable; escapes only what would break the four parts apart or a shell word. */
function escapePart(part: string): string {
  return part.replace(/[%/\s'"`$\\&|;<>()*?!#~]/gu, (character) =>
    encodeURIComponent(character).replace(/^([^%])$/, hexOf),
  );
}
const hexOf = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

export function formatOrderReference(order: OrderAddress): string {
  return [order.line, order.train, order.date, order.orderId].map(escapePart).join('/');
}

/** @returns undefined when `text` is not an order reference. */
export function parseOrderReference(text: string): OrderAddress | undefined {
  const parts = text.split('/');
  if (parts.length !== 4) return undefined;
  try {
    const [line, train, date, orderId] = parts.map(decodeURIComponent) as [string, string, string, string];
    if (line === '' || train === '' || orderId === '' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
    return { line, train, date, orderId };
  } catch {
    return undefined; // a stray %
  }
}
