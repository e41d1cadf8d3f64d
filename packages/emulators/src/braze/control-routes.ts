import { controlJson, controlRoute, refuse, success } from '../loopback/control.ts';
import { json } from '../loopback/respond.ts';
import type { Route } from '../loopback/route.ts';
import { addState, dumpState } from './state.ts';
import type { Workspace } from './workspace.ts';

/** Braze's own half of the control API: settings, state and `settle`. */
export function createControlRoutes(workspace: Workspace): readonly Route[] {
  return [
    controlRoute('GET', 'settings', () => json(200, workspace.settings)),
    controlJson('PUT', 'settings', (patch) => {
      const refused = workspace.changeSettings(patch);
      return refused === undefined ? json(200, workspace.settings) : refuse(refused);
    }),
    controlRoute('GET', 'state', () => {
      workspace.processing.runDue();
      return { status: 200, headers: { 'content-type': 'application/json' }, body: dumpState(workspace) };
    }),
    controlJson('PUT', 'state', (state) => {
      const refused = addState(workspace, state);
      return refused === undefined ? success() : refuse(refused);
    }),
    controlRoute('POST', 'settle', () => {
      workspace.processing.settle();
      return success();
    }),
  ];
}
