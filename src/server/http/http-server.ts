/** The small HTTP listener for those who look after a node: /metrics, /healthz (the process answers) and /readyz (it can
 *  serve clients). Read only, and bounded like everything that listens. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { formatAddress, parseAddress } from '../config/address.js';
import { listenError } from '../grpc/listener.js';

export interface HttpParts {
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** @returns why the node is not ready, or undefined when it is */
  notReady(): string | undefined;
}

const CONNECTIONS_MAX = 64;
const REQUEST_MS_MAX = 5_000;
const TEXT = 'text/plain; charset=utf-8';

export class HttpServer {
  private readonly server: Server;

  /** @param silentMs a connection on which nothing moves for so long is closed, also one that takes none of its answers */
  constructor(
    private readonly parts: HttpParts,
    silentMs = REQUEST_MS_MAX,
  ) {
    this.server = createServer(
      {
        requestTimeout: REQUEST_MS_MAX,
        headersTimeout: REQUEST_MS_MAX,
        keepAliveTimeout: REQUEST_MS_MAX,
        maxHeaderSize: 8_192,
      },
      (request, response) => void this.answer(request, response),
    );
    this.server.maxConnections = CONNECTIONS_MAX;
    this.server.setTimeout(silentMs);
  }

  /** @returns the address it listens on. @throws ListenError */
  async listen(address: string): Promise<string> {
    const { host, port } = parseAddress(address) ?? { host: address, port: -1 };
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) =>
        reject(listenError(address, 'http', error)),
      );
      this.server.listen({ host, port }, resolve);
    });
    const bound = this.server.address();
    return typeof bound === 'object' && bound !== null ? formatAddress({ host, port: bound.port }) : address;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = (status: number, text: string, type = TEXT): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      say(405, 'only GET\n');
      return;
    }
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        say(200, 'ok\n');
        return;
      case '/readyz': {
        const why = this.parts.notReady();
        say(why === undefined ? 200 : 503, `${why ?? 'ready'}\n`);
        return;
      }
      case '/metrics':
        try {
          const { contentType, text } = await this.parts.metrics();
          say(200, text, contentType);
        } catch (error) {
          say(
            500,
            `the metrics could not be collected: ${error instanceof Error ? error.message : String(error)}\n`,
          );
        }
        return;
      default:
        say(404, 'there are /metrics, /healthz and /readyz\n');
    }
  }
}
