/** The wire contract, as TypeScript sees it: `pb` holds every message of proto/railkv/v1, as values and as types. */
import { google, railkv } from './generated.js';

export import pb = railkv.v1;
export import rpc = google.rpc;
