import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { refusal } from './errors.ts';
import { parseTrackIdentifier } from './identifiers.ts';
import { isList, isObject, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import { exportProfile } from './profile-export.ts';
import type { Profile } from './profiles.ts';
import { checkTrackObjects, type TrackArrays, type TrackWork } from './track-objects.ts';
import { processTrack } from './track-processing.ts';
import type { Workspace } from './workspace.ts';

const noValidData = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.";
const tooMany = 'Max Input Length Exceeded';

/** `POST /users/track`: https://www.braze.com/docs/api/endpoints/user_data/post_user_track */
export function track(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const arrays = readArrays(body);
  if (arrays === undefined) return refusal(400, noValidData);
  const counts = listsOf(arrays).map((list) => list.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const { contract, trackMax, delayMs, slowSingleMs } = workspace.settings;
  const exceeded = contract === 'legacy' ? counts.some((count) => count > limits.trackObjects) : total > trackMax;
  if (exceeded) return refusal(400, tooMany);
  return accept(workspace, body, arrays, total === 1 && slowSingleMs > 0 ? slowSingleMs : delayMs);
}

/** `POST /users/track/bulk`, a limited beta. */
export function trackBulk(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const arrays = readArrays(body);
  if (arrays === undefined) return refusal(400, noValidData);
  const objects = listsOf(arrays).flat();
  if (objects.length > limits.bulkObjects || largestShare(objects) > limits.bulkObjectsPerUser)
    return refusal(400, tooMany);
  return accept(workspace, body, arrays, workspace.settings.delayMs);
}

/** `POST /users/track/sync`, a limited beta: one object, done before the answer. */
export function trackSync(workspace: Workspace, body: JsonObject): LoopbackResponse {
  const arrays = readArrays(body);
  if (arrays === undefined) return refusal(400, noValidData);
  if (listsOf(arrays).flat().length > 1) return refusal(400, tooMany);
  const work = checkTrackObjects(workspace, arrays);
  if (work.errors.length > 0) return allRefused(work);
  const users = processTrack(workspace, work).map((profile) => syncedUser(workspace, profile, work));
  return json(201, { users, message: 'success' });
}

function accept(workspace: Workspace, body: JsonObject, arrays: TrackArrays, delayMs: number): LoopbackResponse {
  const work = checkTrackObjects(workspace, arrays);
  const accepted = work.attributes.length + work.events.length + work.purchases.length;
  if (accepted === 0) return allRefused(work);
  workspace.processing.schedule(`track ${accepted} objects`, delayMs, () => void processTrack(workspace, work));
  return json(201, {
    ...(body['attributes'] === undefined ? {} : { attributes_processed: work.attributes.length }),
    ...(body['events'] === undefined ? {} : { events_processed: work.events.length }),
    ...(body['purchases'] === undefined ? {} : { purchases_processed: work.purchases.length }),
    ...(work.errors.length === 0 ? {} : { errors: work.errors }),
    message: 'success',
  });
}

function allRefused({ errors }: TrackWork): LoopbackResponse {
  return errors.length === 0 ? refusal(400, noValidData) : json(400, { message: noValidData, errors });
}

/** `undefined` when one of the three is there and no array, or none holds anything. */
function readArrays(body: JsonObject): TrackArrays | undefined {
  const { attributes = [], events = [], purchases = [] } = body;
  if (!isList(attributes) || !isList(events) || !isList(purchases)) return undefined;
  return attributes.length + events.length + purchases.length === 0 ? undefined : { attributes, events, purchases };
}

function largestShare(objects: readonly unknown[]): number {
  const counts = new Map<string, number>();
  for (const object of objects) {
    const user = JSON.stringify(isObject(object) ? parseTrackIdentifier(object) : undefined);
    counts.set(user, (counts.get(user) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** The identifier that was sent and what the object touched, as Braze holds it now. */
function syncedUser(workspace: Workspace, profile: Profile, work: TrackWork): JsonObject {
  const whole = exportProfile(profile, workspace.clock.now(), workspace.settings.eventPrecision);
  const identifiers = {
    external_id: profile.externalId,
    braze_id: profile.externalId === undefined ? profile.brazeId : undefined,
  };
  const sent = work.attributes[0]?.object;
  if (sent === undefined)
    return { ...identifiers, custom_events: whole['custom_events'], purchase_events: whole['purchases'] };
  const custom = Object.entries(whole['custom_attributes'] ?? {}).filter(([name]) => Object.hasOwn(sent, name));
  return { ...identifiers, custom_attributes: Object.fromEntries(custom) };
}

function listsOf({ attributes, events, purchases }: TrackArrays): readonly (readonly unknown[])[] {
  return [attributes, events, purchases];
}
