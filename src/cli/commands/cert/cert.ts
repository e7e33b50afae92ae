/** `railkv cert`: the authorities, certificates and tokens of a secure cluster. Files only; asks no node anything. */
import type { Command } from 'commander';
import type { Cli } from '../../cli.js';
import { addCertAuthorities } from './authorities.js';
import { addCertClient, addCertNode } from './certificates.js';
import { addCertShow } from './show.js';
import { addCertToken } from './token.js';

export function addCert(parent: Command, cli: Cli): void {
  const cert = parent
    .command('cert')
    .helpGroup('Cluster:')
    .description('Make what a secure cluster needs: authorities, certificates of nodes and clients, tokens.');
  addCertAuthorities(cert, cli);
  addCertNode(cert, cli);
  addCertClient(cert, cli);
  addCertToken(cert, cli);
  addCertShow(cert, cli);
}
