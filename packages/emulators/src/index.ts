export { type RunningBrazeEmulator, startBrazeEmulator } from './braze/server.ts';
export { type EmulateOptions, type EmulatorAddresses, type RunningEmulators, startEmulators } from './emulate.ts';
export { startSalesforceEmulator } from './salesforce/server.ts';
