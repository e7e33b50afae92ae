/** A protobufjs of our own: without Long, so that a uint64 decodes to a number (all of ours stay below 2^53).
 *  That setting is global to a protobufjs instance, and an application that imports our client may use protobufjs with
 *  Long itself; so this loads a second instance and leaves the shared one as it was. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const ours = (id) => /[\\/]node_modules[\\/](protobufjs|@protobufjs)[\\/]/.test(id);

const shared = new Map();
for (const id of Object.keys(require.cache).filter(ours)) {
  shared.set(id, require.cache[id]);
  delete require.cache[id];
}
const protobuf = require('protobufjs/minimal.js');
for (const id of Object.keys(require.cache).filter(ours)) delete require.cache[id];
for (const [id, module] of shared) require.cache[id] = module;

protobuf.util.Long = undefined;
protobuf.configure();

export default protobuf;
