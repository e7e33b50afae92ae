/** Whose order a sale is. A seller names the buyer it acts for; the order then belongs to that buyer, and what goes into the
 *  log and the audit log says beside it who sold. Pure. */
import { RailkvError } from '../../proto/errors.js';
import { CALLER_SHAPE, type Role } from '../../proto/principal.js';

/** Sellers have customers. An operator may do everything. */
const SELLERS: readonly Role[] = ['seller', 'operator'];

export interface Principals {
  /** Whom orders and request ids belong to. */
  readonly caller: string;
  /** Who acted for the caller; empty: the caller itself. */
  readonly seller: string;
}

/** @param buyer as the request names it; empty or the caller itself: nobody else
 *  @throws RailkvError PERMISSION_DENIED, INVALID_REQUEST */
export function actingFor(
  caller: { readonly id: string; readonly role: Role },
  buyer: string | null | undefined,
): Principals {
  const { id, role } = caller;
  if (buyer === null || buyer === undefined || buyer === '' || buyer === id)
    return { caller: id, seller: '' };
  if (!SELLERS.includes(role))
    throw new RailkvError(
      'PERMISSION_DENIED',
      `a ${role} may not act for others, only ${SELLERS.join(', ')} may: leave the buyer out, or use a certificate or token with such a role`,
      { metadata: { role, roles: SELLERS.join(','), buyer: buyer.slice(0, 128) } },
    );
  if (!CALLER_SHAPE.test(buyer))
    throw new RailkvError(
      'INVALID_REQUEST',
      'the buyer has no name of a caller: 1 to 64 printable ASCII characters, without blanks',
    );
  return { caller: buyer, seller: id };
}
