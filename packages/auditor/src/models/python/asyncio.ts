import { awaited } from '../../flow/promises.ts';
import { plain, shaped } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';

/*
 * What runs what is asynchronous (Python documentation, "Coroutines and Tasks").
 */

/** What waits for it gives what it gives. */
const waiting: CallModel = ({ arguments: args }) =>
  args.positional[0] === undefined ? undefined : awaited(args.positional[0]);

/** A task is still to be awaited. */
const task: CallModel = ({ arguments: args }) => args.positional[0];

const gather: CallModel = ({ arguments: args }) =>
  shaped({ kind: 'list', items: [...args.positional, ...args.spread] });

/** `asyncio.to_thread(read, key)`. */
const inThread: CallModel = ({ arguments: args }, { call }) => {
  const [target, ...given] = args.positional;
  return target === undefined ? undefined : call(target, given, args.named);
};

/** `loop.run_in_executor(None, read, key)`. */
const inExecutor: CallModel = ({ arguments: args }, { call }) => {
  const [, target = plain, ...given] = args.positional;
  return call(target, given);
};

/** `sync_to_async(read)(key)`: the function itself. */
const itself: CallModel = ({ arguments: args }) => args.positional[0];

export const asyncioCalls: readonly (readonly [string, CallModel])[] = [
  ['asyncio.run', waiting],
  ['asyncio.get_event_loop().run_until_complete', waiting],
  ['asyncio.new_event_loop().run_until_complete', waiting],
  ['anyio.run', inThread],
  ['asyncio.wait_for', task],
  ['asyncio.shield', task],
  ['asyncio.create_task', task],
  ['asyncio.ensure_future', task],
  ['asyncio.gather', gather],
  ['asyncio.to_thread', inThread],
  ['fastapi.concurrency.run_in_threadpool', inThread],
  ['starlette.concurrency.run_in_threadpool', inThread],
  ['asyncio.get_event_loop().run_in_executor', inExecutor],
  ['asyncio.get_running_loop().run_in_executor', inExecutor],
  ['asgiref.sync.sync_to_async', itself],
  ['asgiref.sync.async_to_sync', itself],
];
