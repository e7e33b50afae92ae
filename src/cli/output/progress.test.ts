import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeTerminal } from '../testing/fakes.js';
import { startProgress } from './progress.js';

class Screen extends FakeTerminal {
  override readonly errIsTty = true;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
type Signal = (typeof SIGNALS)[number];

/** What was there before the test takes no part in it. */
function aside(signal: Signal): () => void {
  const others = process.listeners(signal);
  for (const other of others) process.removeListener(signal, other);
  return () => {
    process.removeAllListeners(signal);
    for (const other of others) process.on(signal, other);
  };
}

afterEach(() => vi.restoreAllMocks());

describe('a progress bar', () => {
  it.each(SIGNALS)('takes itself away at %s, and the signal ends the process', (signal) => {
    const back = aside(signal);
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    startProgress(new Screen(), 'runs', 10);
    process.emit(signal, signal);
    expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, signal);
    expect(process.listenerCount(signal)).toBe(0);
    back();
  });

  it('leaves the end to whoever listens too', () => {
    const back = aside('SIGINT');
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const stopInOrder = vi.fn();
    process.on('SIGINT', stopInOrder);
    startProgress(new Screen(), 'runs', 10);
    process.emit('SIGINT', 'SIGINT');
    expect(stopInOrder).toHaveBeenCalledOnce();
    expect(kill).not.toHaveBeenCalled();
    back();
  });

  it('listens to no signal once it has ended', () => {
    const back = aside('SIGINT');
    startProgress(new Screen(), 'runs', 10).stop();
    expect(process.listenerCount('SIGINT')).toBe(0);
    back();
  });
});
