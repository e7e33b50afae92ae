/** The one screen that `start` shows when the cluster serves: what runs, where it is kept, what to try next. Its last line
 *  begins `ready:`, for people and for scripts that wait. */
import type { ConfiguredNode } from '../../../server/config/cluster-config.js';
import type { Colours } from '../../output/colour.js';
import { formatSpan, plural } from '../../output/quantities.js';
import { renderTable } from '../../output/table.js';
import type { ClusterPicture } from '../../status/picture.js';
import type { Problem } from '../../status/problems.js';

export interface Screen {
  readonly version: string;
  readonly picture: ClusterPicture;
  readonly problems: readonly Problem[];
  readonly nodes: readonly ConfiguredNode[];
  readonly pids: ReadonlyMap<string, number | undefined>;
  readonly lines: readonly string[];
  readonly data: string;
  readonly logs: string;
  /** What the sample timetable came to, when it was published now. */
  readonly published: string | undefined;
  readonly tryNext: readonly string[];
  readonly elapsedMs: number;
}

const LINES_NAMED = 6;

export function renderScreen(screen: Screen, colours: Colours): string {
  const { picture, problems } = screen;
  return [
    `${colours.bold('railkv')} ${screen.version}  cluster ${colours.bold(picture.cluster.clusterId)}\n\n`,
    indent(renderNodes(screen, colours)),
    `\n  ${linesText(screen.lines)}\n`,
    screen.published === undefined ? '' : `  ${screen.published}\n`,
    `  ${groupsText(picture)}\n`,
    `  data ${screen.data}\n`,
    `  logs ${screen.logs}\n`,
    ...problems
      .slice(0, 3)
      .map(
        (each) =>
          `  ${colours.red('problem:')} ${each.message}\n     ${colours.cyan('next:')} ${each.next}\n`,
      ),
    '\n  Try next, in another terminal:\n',
    ...screen.tryNext.map((command) => `    ${colours.cyan(command)}\n`),
    '\n',
    `ready: ${plural(screen.pids.size, 'node')}, ${plural(picture.groups.length, 'group')} with leaders in ${formatSpan(screen.elapsedMs)}; Ctrl-C stops all\n`,
  ].join('');
}

function renderNodes(screen: Screen, colours: Colours): string {
  return renderTable(
    [
      { title: 'NODE' },
      { title: 'CLIENTS' },
      { title: 'PEERS' },
      { title: 'METRICS, HEALTH' },
      { title: 'PID', align: 'right' },
      { title: 'LEADS', align: 'right' },
    ],
    screen.nodes.map((node) => {
      const status = screen.picture.nodes.find((each) => each.node.nodeId === node.id)?.status;
      const pid = screen.pids.get(node.id);
      return [
        colours.bold(node.id),
        node.client,
        node.peer,
        node.http,
        pid === undefined ? colours.red('-') : String(pid),
        status === undefined ? colours.red('-') : `${status.groupsLed} of ${status.groupsHosted}`,
      ];
    }),
    colours,
  );
}

function linesText(lines: readonly string[]): string {
  if (lines.length === 0) return 'no lines yet';
  const named = lines.slice(0, LINES_NAMED).join(', ');
  const more = lines.length - LINES_NAMED;
  return `${plural(lines.length, 'line')}: ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

function groupsText({ groups, cluster }: ClusterPicture): string {
  const led = groups.filter((group) => group.leader !== undefined).length;
  return [
    `${plural(groups.length, 'group')} (placement, plain keys, and the lines'), ${led} with a leader`,
    `${plural(cluster.defaultReplicas, 'copy', 'copies')} of each, a sale is answered once ${cluster.defaultAckQuorum} hold it`,
  ].join('\n  ');
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');
