export { type RunningBrazeEmulator, startBrazeEmulator } from './braze/server.ts';
